import { readDateTime, readPlainDateTime } from './date-times.ts'
import { readDuration } from './durations.ts'
import { isProblem, type Problem } from './issue.ts'
import type { Reader } from './reader.ts'
import { lengthOf } from './text-length.ts'
import { readUuid } from './uuids.ts'

const STRING_TYPE: Problem = { type: 'string_type', msg: 'Input should be a valid string' }
const BYTES_TYPE: Problem = { type: 'bytes_type', msg: 'Input should be a valid bytes' }
const BOOL_TYPE: Problem = { type: 'bool_type', msg: 'Input should be a valid boolean' }
const BOOL_PARSING: Problem = {
  type: 'bool_parsing',
  msg: 'Input should be a valid boolean, unable to interpret input',
}
const UUID_TYPE: Problem = { type: 'uuid_type', msg: 'UUID input should be a string, bytes or UUID object' }

const WORDS_FOR_BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 'true', 't', 'yes', 'y', 'on'].map((word) => [word, true] as const),
  ...['0', 'false', 'f', 'no', 'n', 'off'].map((word) => [word, false] as const),
])

/** The limits of a text, as JSON Schema names them; lengths in characters. */
export interface TextLimits {
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
}

/** Reads texts. */
export function textReader({
  minLength = 0,
  maxLength = Number.POSITIVE_INFINITY,
  pattern,
}: TextLimits): Reader {
  const expression = pattern === undefined ? undefined : new RegExp(pattern)
  return (input, run) => {
    if (typeof input !== 'string') return run.fail(input, STRING_TYPE)
    if (input.length > maxLength && lengthOf(input) > maxLength) return run.fail(input, tooLong(maxLength))
    if (input.length < 2 * minLength && lengthOf(input) < minLength)
      return run.fail(input, tooShort(minLength))
    if (expression && !expression.test(input)) return run.fail(input, mismatch(pattern ?? ''))
    return input
  }
}

const plural = (count: number) => `${count} character${count === 1 ? '' : 's'}`

const tooLong = (max: number): Problem => ({
  type: 'string_too_long',
  msg: `String should have at most ${plural(max)}`,
  ctx: { max_length: max },
})
const tooShort = (min: number): Problem => ({
  type: 'string_too_short',
  msg: `String should have at least ${plural(min)}`,
  ctx: { min_length: min },
})
const mismatch = (pattern: string): Problem => ({
  type: 'string_pattern_mismatch',
  msg: `String should match pattern '${pattern}'`,
  ctx: { pattern },
})

/** Reads texts that are kept as bytes. */
export const bytesReader: Reader = (input, run) =>
  typeof input === 'string' ? input : run.fail(input, BYTES_TYPE)

/** Reads booleans; also from 0 and 1 and from words such as `yes` and `off` in any case. */
export const booleanReader: Reader = (input, run) => {
  if (typeof input === 'boolean') return input
  run.converted()
  if (input === 0 || input === 1) return input === 1
  if (typeof input === 'string')
    return WORDS_FOR_BOOLEANS.get(input.toLowerCase()) ?? run.fail(input, BOOL_PARSING)
  return run.fail(input, Number.isInteger(input) ? BOOL_PARSING : BOOL_TYPE)
}

/** Reads UUIDs into lower case with dashes. */
export const uuidReader: Reader = (input, run) => {
  run.converted()
  if (typeof input !== 'string') return run.fail(input, UUID_TYPE)
  const uuid = readUuid(input)
  return isProblem(uuid) ? run.fail(input, uuid) : uuid
}

/** Reads points in time into instants. */
export const dateTimeReader: Reader = (input, run) => {
  run.converted()
  const instant = readDateTime(input, run.context.now)
  return isProblem(instant) ? run.fail(input, instant) : instant
}

/** Reads points in time where the reference is less lenient. */
export const plainDateTimeReader: Reader = (input, run) => {
  run.converted()
  const instant = readPlainDateTime(input)
  return isProblem(instant) ? run.fail(input, instant) : instant
}

/** Reads durations into seconds. */
export const durationReader: Reader = (input, run) => {
  run.converted()
  const seconds = readDuration(input)
  return isProblem(seconds) ? run.fail(input, seconds) : seconds
}

/** Reads one of a closed set of values; `type` is the error's: `enum` for named sets, `literal_error` for others. */
export function choiceReader(
  values: readonly unknown[],
  type: 'enum' | 'literal_error',
  spelled?: string,
): Reader {
  const known = new Set(values)
  const expected = spelled ?? listed(values.map((value) => `'${value}'`))
  const problem: Problem = { type, msg: `Input should be ${expected}`, ctx: { expected } }
  return (input, run) => (known.has(input) ? input : run.fail(input, problem))
}

const listed = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`

/** Reads null as null and leaves the rest to `reader`. */
export const nullable =
  (reader: Reader): Reader =>
  (input, run) =>
    input === null ? null : reader(input, run)

/** Reads anything as it is. */
export const anythingReader: Reader = (input) => input
