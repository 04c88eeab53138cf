import type { Json } from '@reeve/wire'
import { valuesAt } from './path.ts'
import { isDescending } from './relations.ts'
import type { ListOrder, Step } from './scenario.ts'
import type { Answer } from './send.ts'
import { microsecondsOfText, TIMES } from './times.ts'
import { type KnownTime, UUIDS, type Vocabulary } from './vocabulary.ts'

/** An answer with each value replaced by what it means, so that two servers can be compared. */
export interface NormalAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Json
  /** Relations that do not hold. */
  readonly broken?: readonly string[]
}

/** Headers that clients act on. */
const HEADERS = [
  'content-encoding',
  'location',
  'retry-after',
  'content-disposition',
  'www-authenticate',
  'prefect-maintenance',
]

const SECONDS_KEYS = new Set([
  'delay_seconds',
  'total_run_time',
  'estimated_run_time',
  'estimated_start_time_delta',
  'sum_estimated_run_time',
  'sum_estimated_lateness',
  'duration',
  'time_in_current_state',
  'lateness',
])
/** Written by the database or the mapper at a moment that means nothing to clients. */
const LOOSE_TIMES = new Set(['created', 'updated'])

const SECOND = 1_000_000n
const DAY = 86_400n * SECOND
/** Clocks of a client and a server on one machine agree to this. */
const SLACK = 2n * SECOND

/** What is being normalised, handed down the tree. */
interface Place {
  readonly step: Step
  readonly vocabulary: Vocabulary
  readonly now: bigint
  readonly origin: string
}

/** Normalises an answer and teaches the vocabulary what it showed. */
export function normalise(answer: Answer, step: Step, vocabulary: Vocabulary, server: string): NormalAnswer {
  const place: Place = { step, vocabulary, now: BigInt(Date.now()) * 1000n, origin: server }
  const body = answer.body === undefined ? undefined : structuredClone(answer.body)
  const broken = sortLists(body, step.lists ?? [], vocabulary)
  const headers = headersOf(answer, place)
  return {
    status: answer.status,
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(body !== undefined && { body: normaliseValue(markSpecial(body, place), '', place) }),
    ...(broken.length > 0 && { broken }),
  }
}

function headersOf(answer: Answer, place: Place): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of HEADERS) {
    const value = answer.headers[name]
    if (value === undefined) continue
    found[name] = name === 'retry-after' ? '<seconds>' : normaliseText(String(value), `header:${name}`, place)
  }
  const type = String(answer.headers['content-type'] ?? '')
  if (answer.body !== undefined && type !== 'application/json') found['content-type'] = type
  return found
}

/** Brings lists of open order into one, and says where a promised order is broken. */
function sortLists(body: Json | undefined, lists: readonly ListOrder[], { ids }: Vocabulary): string[] {
  const broken: string[] = []
  for (const { at, by, descendingIds } of lists) {
    for (const list of valuesAt(body, at)) {
      if (!Array.isArray(list)) continue
      if (descendingIds && !isDescending(list.map(idOf))) broken.push(`ids do not descend in "${at}"`)
      list.sort((a, b) => compareTexts(sortKey(a, by, ids), sortKey(b, by, ids)))
    }
  }
  return broken
}

const idOf = (item: Json): string => {
  const record = item as { id?: string; flow_run_id?: string }
  return typeof item === 'string' ? item : String(record.id ?? record.flow_run_id)
}

/** Ids that the scenario captured sort by their names, others are all alike. */
function sortKey(item: Json, by: string | undefined, ids: Vocabulary['ids']): string {
  const text = JSON.stringify(by === undefined ? item : valuesAt(item, by))
  return text.replace(UUIDS, (id) => ids.get(id) ?? '')
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Replaces values that the step says vary or count seconds. */
function markSpecial(body: Json, { step, vocabulary, now }: Place): Json {
  let marked = body
  for (const path of step.vary ?? []) marked = replaceAt(marked, path, () => '<varies>')
  for (const path of step.seconds ?? []) {
    marked = replaceAt(marked, path, (value) =>
      typeof value === 'number' ? secondsText(value, vocabulary, now) : value,
    )
  }
  return marked
}

function replaceAt(root: Json, path: string, change: (value: Json) => Json): Json {
  const parts = path.split(/[.[\]]+/).filter((part) => part !== '')
  const last = parts.pop()
  if (last === undefined) return change(root)
  for (const parent of valuesAt(root, parts.join('.'))) {
    if (parent === null || typeof parent !== 'object') continue
    const record = parent as { [key: string]: Json }
    for (const key of last === '*' ? Object.keys(record) : [last]) {
      if (record[key] !== undefined) record[key] = change(record[key])
    }
  }
  return root
}

function normaliseValue(value: Json, path: string, place: Place): Json {
  if (typeof value === 'string') return normaliseText(value, path, place)
  if (typeof value === 'number') return normaliseNumber(value, path, place)
  if (Array.isArray(value)) return value.map((item, i) => normaliseValue(item, `${path}[${i}]`, place))
  if (value === null || typeof value !== 'object') return value
  const keys = Object.keys(value).sort()
  return Object.fromEntries(
    keys.map((key) => {
      const at = path === '' ? key : `${path}.${key}`
      return [normaliseText(key, at, place), normaliseField(value, key, at, place)]
    }),
  )
}

function normaliseField(record: { [key: string]: Json }, key: string, path: string, place: Place): Json {
  const value = record[key] as Json
  if (key === 'name' && typeof value === 'string' && isGeneratedName(record, value)) return '<generated name>'
  return normaliseValue(value, path, place)
}

/** Runs without a name get one of two words. [C5] */
const isGeneratedName = (record: { [key: string]: Json }, name: string): boolean =>
  ('flow_id' in record || 'task_key' in record) && /^[a-z]+(-[a-z]+)+$/.test(name)

function normaliseNumber(value: number, path: string, { vocabulary, now }: Place): Json {
  const key = path.slice(path.lastIndexOf('.') + 1)
  return SECONDS_KEYS.has(key) && value !== 0 ? secondsText(value, vocabulary, now) : value
}

/** `<elapsed>` if it can have passed while the scenario ran, else rounded to what a comparison can hold. */
function secondsText(seconds: number, { since }: Vocabulary, now: bigint): string {
  const elapsed = Number(now - since) / 1e6
  if (seconds >= 0 && seconds <= elapsed + 1) return '<elapsed>'
  return seconds > 86_400 ? '<days>' : `<seconds ${Math.round(seconds)}>`
}

function normaliseText(text: string, path: string, place: Place): string {
  const { vocabulary, step, origin } = place
  return text
    .replaceAll(vocabulary.unique, '<unique>')
    .replaceAll(String(vocabulary.captures.get('setup') ?? vocabulary.unique), '<setup>')
    .replaceAll(origin, '<origin>')
    .replace(UUIDS, (id) => {
      const known = vocabulary.ids.get(id)
      if (known === undefined) vocabulary.ids.set(id, `<uuid ${step.name}/${path}>`)
      return known ?? '<uuid>'
    })
    .replace(TIMES, (time) => timeText(time, path, place))
}

function timeText(text: string, path: string, place: Place): string {
  const { vocabulary, step, now } = place
  const time = microsecondsOfText(text)
  if (time === undefined) return text
  const during = time > vocabulary.since - SLACK && time < now + SLACK
  if (during && LOOSE_TIMES.has(path.slice(path.lastIndexOf('.') + 1))) return `<time${formOf(text)}>`
  const known = vocabulary.times.get(time)
  if (known) return knownTimeText(text, known, path, step.name)
  if (time < now - 2n * DAY || time > now + 2n * DAY) return text
  vocabulary.times.set(time, { kind: 'seen', step: step.name, paths: [path] })
  return during ? `<time${formOf(text)}>` : `<time ${Number((time - now) / SECOND)}s${formOf(text)}>`
}

/** A time that was seen is named by the places where it was seen first. */
function knownTimeText(text: string, known: KnownTime, path: string, step: string): string {
  if (known.kind === 'literal') return text
  if (known.kind === 'made') return known.name + formOf(text)
  const names = known.paths.map((place) => `${known.step}/${place}`)
  if (known.step === step) known.paths.push(path)
  return `<time ${known.step === step ? names[0] : names.join(' = ')}${formOf(text)}>`
}

/** How a time is written where it is not the usual form of the API. */
const formOf = (text: string): string => {
  if (/^.{10}T.{8}(\.\d{6})?Z$/.test(text)) return ''
  return ` as ${text.replace(/\.\d+/, '.f').replace(/\d/g, '0')}`
}
