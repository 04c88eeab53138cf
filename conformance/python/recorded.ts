import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Json } from '@reeve/wire'

const FOLDER = fileURLToPath(new URL('recorded/', import.meta.url))

const fileOf = (name: string): string => `${FOLDER}${name}.json`

/** The scenarios that are recorded. */
export const recordedNames = (): string[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))

/** What a scenario left on the reference. */
export const readSummary = (name: string): Json => JSON.parse(readFileSync(fileOf(name), 'utf8')) as Json

/** Keeps what a scenario left on the reference. */
export function writeSummary(name: string, summary: Json): void {
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(fileOf(name), `${JSON.stringify(summary, null, 1)}\n`)
}
