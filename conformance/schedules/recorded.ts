import { readFileSync } from 'node:fs'
import type { Answer } from './answers.ts'
import type { Extent } from './cases.ts'

/** The short form: one case at a change of each zone and two elsewhere. */
export const SHORT: Extent = { seed: 20, changes: 1, cases: 1, maxTimes: 5 }

export const file = new URL('../recorded/schedule-times.json', import.meta.url)

/** What the reference said to the short form, by zone. */
export const readRecorded = (): Readonly<Record<string, readonly Answer[]>> =>
  JSON.parse(readFileSync(file, 'utf8'))
