import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Json } from '@reeve/wire'
import type { Suite } from './suites.ts'

const folderOf = ({ name }: Suite): string => fileURLToPath(new URL(`recorded/${name}/`, import.meta.url))

const fileOf = (suite: Suite, name: string): string => `${folderOf(suite)}${name}.json`

/** The scenarios that are recorded. */
export const recordedNames = (suite: Suite): string[] =>
  readdirSync(folderOf(suite))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))

/** What a scenario left on the reference. */
export const readSummary = (suite: Suite, name: string): Json =>
  JSON.parse(readFileSync(fileOf(suite, name), 'utf8')) as Json

/** Keeps what a scenario left on the reference. */
export function writeSummary(suite: Suite, name: string, summary: Json): void {
  mkdirSync(folderOf(suite), { recursive: true })
  writeFileSync(fileOf(suite, name), `${JSON.stringify(summary, null, 1)}\n`)
}
