import { readFileSync, writeFileSync } from 'node:fs'

/** What becomes of a template: its text, what is wrong with it and in which line, or why it cannot be rendered. */
export type Answer =
  | { readonly rendered: string }
  | { readonly problem: string; readonly line: number }
  | { readonly failure: string }

const FILE = new URL('../recorded/templates.json', import.meta.url)

/** By template, what the reference made of it. */
export const readRecorded = (): Readonly<Record<string, Answer>> =>
  JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, Answer>

/** Keeps what the reference made of templates. */
export const writeRecorded = (answers: Readonly<Record<string, Answer>>): void =>
  writeFileSync(FILE, `${JSON.stringify(answers, null, 1)}\n`)
