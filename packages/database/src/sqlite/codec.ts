import { isWrittenNumber, parseJson, withPlainNumbers, writtenNumber } from '@reeve/wire'
import { IntervalParam, JsonParam } from '../parameters.ts'
import type { Kind } from '../schema/describe.ts'

/** What node:sqlite binds. */
export type Bound = null | number | bigint | string | Uint8Array

const MICROSECONDS_PER_MILLISECOND = 1000
const MICROSECONDS_PER_SECOND = 1_000_000

/** No time at all, which is how long most runs have run. */
const ZERO_INTERVAL = '1970-01-01 00:00:00.000000'

/** A duration as the reference keeps it: the instant that lies so far after 1970. [L12] */
export function intervalText(seconds: number): string {
  if (seconds === 0) return ZERO_INTERVAL
  const microseconds = Math.round(seconds * 1_000_000)
  const milliseconds = Math.floor(microseconds / 1000)
  const text = new Date(milliseconds).toISOString()
  const rest = String(microseconds - milliseconds * 1000).padStart(3, '0')
  return `${text.slice(0, 10)} ${text.slice(11, 23)}${rest}`
}

/** Reads a duration back into seconds; a bare 0 is the column's own default. */
export function intervalSeconds(stored: unknown): number {
  if (typeof stored !== 'string') return Number(stored)
  if (stored === ZERO_INTERVAL) return 0
  const whole = Date.parse(`${stored.slice(0, 10)}T${stored.slice(11, 19)}Z`) * MICROSECONDS_PER_MILLISECOND
  const microseconds = Number(stored.slice(20).padEnd(6, '0'))
  // One division: 2 + 0.420123 is not the float that is nearest to 2.420123.
  return (whole + microseconds) / MICROSECONDS_PER_SECOND
}

/**
 * JSON with a space after each comma and colon, as the reference writes it: some of its unique indexes compare
 * the text. [L12]
 */
export function jsonText(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (hasToJson(value)) return jsonText(value.toJSON())
  if (isWrittenNumber(value)) return value.rawJSON
  if (Array.isArray(value)) return arrayText(value)
  let text = ''
  for (const key in value) {
    const field = (value as Record<string, unknown>)[key]
    if (field === undefined) continue
    text += `${text === '' ? '' : ', '}${keyText(key)}${jsonText(field)}`
  }
  return `{${text}}`
}

/** The same keys come again and again; those that users make up shall not fill the memory. */
const keyTexts = new Map<string, string>()
const MAX_KEY_TEXTS = 1_000

function keyText(key: string): string {
  const known = keyTexts.get(key)
  if (known !== undefined) return known
  const text = `${JSON.stringify(key)}: `
  if (keyTexts.size < MAX_KEY_TEXTS) keyTexts.set(key, text)
  return text
}

function arrayText(values: readonly unknown[]): string {
  let text = ''
  for (let index = 0; index < values.length; index++) text += `${index ? ', ' : ''}${jsonText(values[index])}`
  return `[${text}]`
}

function hasToJson(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function'
}

/** Reads a JSON column. Its affinity is numeric, so that a bare number comes back as a number. */
export function readJson(stored: unknown): unknown {
  if (typeof stored === 'bigint') return integerOf(stored)
  if (typeof stored !== 'string') return stored
  try {
    return parseJson(stored)
  } catch (cause) {
    return parsePythonJson(stored, cause)
  }
}

/** As `readJson`, with numbers as JavaScript counts them. */
function readTypedJson(stored: unknown): unknown {
  try {
    return JSON.parse(stored as string)
  } catch {
    return withPlainNumbers(readJson(stored))
  }
}

function integerOf(stored: bigint): unknown {
  const [value, text] = [Number(stored), String(stored)]
  return String(value) === text ? value : writtenNumber(text)
}

const NOT_A_NUMBER_OR_STRING = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g

/** Python writes NaN and Infinity as bare words; they become null. [L12] */
function parsePythonJson(stored: string, cause: unknown): unknown {
  const mended = stored.replace(NOT_A_NUMBER_OR_STRING, (match) => (match.startsWith('"') ? match : 'null'))
  if (mended === stored) throw cause
  return JSON.parse(mended)
}

/** A parameter as node:sqlite takes it. */
export function encode(value: unknown): Bound {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof JsonParam) return value.value === null ? null : jsonText(value.value)
  if (value instanceof IntervalParam) return intervalText(value.seconds)
  return value as Bound
}

/** How a stored value of a kind is read; kinds that are kept as they are have none. */
export const DECODERS: Partial<Record<Kind, (stored: unknown) => unknown>> = {
  json: readJson,
  plain_json: readJson,
  typed_json: readTypedJson,
  interval: intervalSeconds,
  boolean: (stored) => Number(stored) !== 0,
}
