import { randomUUID } from 'node:crypto'
import type { Json } from '@reeve/wire'
import { microsecondsOfText, printTime, TIMES } from './times.ts'

/** Finds ids in a text. */
export const UUIDS = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/**
 * What values mean in one run of a scenario: those that it captured, made or sent itself, and those that an
 * answer showed before. Answers are told apart by these meanings, not by the values.
 */
export interface Vocabulary {
  readonly unique: string
  /** What `$(now)` is, in microseconds since 1970. */
  readonly now: bigint
  /** When the first request went out that this run builds on. */
  readonly since: bigint
  readonly captures: Map<string, Json>
  /** Id to its name. */
  readonly ids: Map<string, string>
  /** By microseconds since 1970. */
  readonly times: Map<bigint, KnownTime>
}

/** What an instant means. */
export type KnownTime =
  /** It stood in a request as it is. */
  | { readonly kind: 'literal' }
  /** It was made from `$(now)`. */
  | { readonly kind: 'made'; readonly name: string }
  /** An answer showed it first in that step, at those places. */
  | { readonly kind: 'seen'; readonly step: string; readonly paths: string[] }

/** Of a run that begins now. */
export function newVocabulary(): Vocabulary {
  const now = microsecondsNow()
  return { unique: newUnique(), now, since: now, captures: new Map(), ids: new Map(), times: new Map() }
}

/** For a scenario that builds on what the setup of its group made. */
export const continued = (setup: Vocabulary): Vocabulary => ({
  unique: newUnique(),
  now: microsecondsNow(),
  since: setup.since,
  captures: new Map(setup.captures).set('setup', setup.unique),
  ids: new Map(setup.ids),
  times: new Map(setup.times),
})

/** Fits into every kind of name; the digit tells it from the words that the server makes up. */
const newUnique = (): string => `u0${randomUUID().slice(-10)}`

const microsecondsNow = (): bigint => BigInt(Date.now()) * 1000n + BigInt(Math.floor(Math.random() * 1000))

const REFERENCE = /\$\(([^)]+)\)/g

/** Replaces the references in a value; a text that is nothing but a reference becomes what was captured. */
export function fill<T extends Json>(value: T, vocabulary: Vocabulary): T {
  if (typeof value === 'string') return fillText(value, vocabulary) as T
  if (Array.isArray(value)) return value.map((item) => fill(item, vocabulary)) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [fillText(key, vocabulary), fill(item, vocabulary)]),
  ) as T
}

function fillText(text: string, vocabulary: Vocabulary): Json {
  const whole = /^\$\(([^)]+)\)$/.exec(text)
  const filled = whole?.[1]
    ? resolve(whole[1], vocabulary)
    : text.replace(REFERENCE, (_, name: string) => String(resolve(name, vocabulary)))
  if (typeof filled === 'string') rememberLiterals(filled, vocabulary)
  return filled
}

function resolve(name: string, vocabulary: Vocabulary): Json {
  if (name === 'unique') return vocabulary.unique
  if (name.startsWith('now')) return timeFromStart(name, vocabulary)
  const captured = vocabulary.captures.get(name)
  if (captured !== undefined) return captured
  if (!name.startsWith('uuid:')) throw new Error(`Nothing was captured as "${name}"`)
  const made = randomUUID()
  vocabulary.captures.set(name, made)
  vocabulary.ids.set(made, `<${name}>`)
  return made
}

function timeFromStart(name: string, vocabulary: Vocabulary): string {
  const seconds = name === 'now' ? 0 : Number(name.slice(3))
  const time = vocabulary.now + BigInt(Math.round(seconds * 1_000_000))
  vocabulary.times.set(time, { kind: 'made', name: `<${name}>` })
  return printTime(time)
}

/** Times and ids that a request holds stay as they are in its answer. */
function rememberLiterals(text: string, { times, ids }: Vocabulary): void {
  for (const [time] of text.matchAll(TIMES)) {
    const microseconds = microsecondsOfText(time)
    if (microseconds !== undefined && !times.has(microseconds)) times.set(microseconds, { kind: 'literal' })
  }
  for (const [id] of text.matchAll(UUIDS)) if (!ids.has(id)) ids.set(id, id)
}
