import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Json } from '@reeve/wire'
import type { NormalAnswer } from './normalise.ts'
import type { Transcript } from './run-scenario.ts'
import type { Group } from './scenario.ts'

/** What the reference answered to the scenarios of a group. */
export interface Recording {
  /** The release and the database that answered. */
  readonly from: string
  readonly setup: Transcript
  readonly scenarios: Readonly<Record<string, Transcript>>
}

/** Objects from this length of JSON on are kept once in a file, however often they were answered. */
const SHARED_FROM_LENGTH = 100

/** Under which name a group is recorded. */
export const recordingName = (group: Group, kind: 'sqlite' | 'postgresql'): string =>
  group.eachDatabase ? `${group.name}.${kind}` : group.name

const fileOf = (name: string): string => fileURLToPath(new URL(`../recorded/${name}.json`, import.meta.url))

/** The recording of that name, undefined if there is none. */
export function readRecording(name: string): Recording | undefined {
  if (!existsSync(fileOf(name))) return undefined
  const file = JSON.parse(readFileSync(fileOf(name), 'utf8')) as { shared: Record<string, Json> } & Recording
  const restore = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(restore)
    if (value === null || typeof value !== 'object') return value
    if (typeof value.$shared === 'string') return restore(file.shared[value.$shared] as Json)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restore(item)]))
  }
  const { from, setup, scenarios } = file
  return restore({ from, setup, scenarios } as unknown as Json) as unknown as Recording
}

/** Writes a recording, one line for each answer, what repeats only once. */
export function writeRecording(name: string, recording: Recording): void {
  const shared = new Map<string, Json>()
  const setup = printTranscript(recording.setup, shared)
  const scenarios = Object.entries(recording.scenarios).map(
    ([scenario, transcript]) => `${JSON.stringify(scenario)}: ${printTranscript(transcript, shared)}`,
  )
  const sharedLines = [...shared]
    .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .sort()
  const text = [
    '{',
    `"from": ${JSON.stringify(recording.from)},`,
    `"shared": {\n${sharedLines.join(',\n')}\n},`,
    `"setup": ${setup},`,
    `"scenarios": {\n${scenarios.join(',\n')}\n}`,
    '}\n',
  ]
  writeFileSync(fileOf(name), text.join('\n'))
}

function printTranscript(transcript: Transcript, shared: Map<string, Json>): string {
  const lines = Object.entries(transcript).map(
    ([step, answer]) => `  ${JSON.stringify(step)}: ${JSON.stringify(shareAnswer(answer, shared))}`,
  )
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n}`
}

const shareAnswer = (answer: NormalAnswer, shared: Map<string, Json>): NormalAnswer =>
  answer.body === undefined ? answer : { ...answer, body: share(answer.body, shared) }

function share(value: Json, shared: Map<string, Json>): Json {
  if (Array.isArray(value)) return value.map((item) => share(item, shared))
  if (value === null || typeof value !== 'object') return value
  const inner = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, share(item, shared)]))
  const text = JSON.stringify(inner)
  if (text.length < SHARED_FROM_LENGTH) return inner
  const key = createHash('sha256').update(text).digest('hex').slice(0, 10)
  shared.set(key, inner)
  return { $shared: key }
}
