/** Any value that JSON can carry. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** A JSON object. */
export type JsonObject = { [key: string]: Json }

/** What engines offer and their type definitions do not know yet. */
interface ExactJson {
  parse(text: string, revive: (key: string, value: unknown, context: { source?: string }) => unknown): unknown
  rawJSON(source: string): WrittenNumber
  isRawJSON(value: unknown): value is WrittenNumber
}

const exact = JSON as unknown as ExactJson

/**
 * A number that JavaScript would write otherwise, with the text in which it was sent; `JSON.stringify` writes that.
 * Stands among free-form JSON, typed as `Json`; who looks into such values must know of it.
 */
export interface WrittenNumber {
  readonly rawJSON: string
}

/** A number that keeps its text. */
export const writtenNumber = (text: string): WrittenNumber => exact.rawJSON(text)

/** As `JSON.parse`, with what `keep` makes of each number and of the text in which it was written. */
export const parseNumbers = (text: string, keep: (value: number, source: string) => unknown): unknown =>
  exact.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined ? keep(value, source) : value,
  )

/** Tells a number that keeps its text from an object. */
export const isWrittenNumber = (value: unknown): value is WrittenNumber => exact.isRawJSON(value)

/** The number that is meant, rounded as JavaScript counts; everything else as it is. */
export const plainNumber = (value: unknown): unknown =>
  typeof value === 'object' && isWrittenNumber(value) ? Number(value.rawJSON) : value

/** A copy with all its numbers as JavaScript counts; what is no JSON in it stays as it is. */
export function withPlainNumbers<T>(value: T): T
export function withPlainNumbers(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (isWrittenNumber(value)) return Number(value.rawJSON)
  if (Array.isArray(value)) return value.map((item) => withPlainNumbers(item))
  if (Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withPlainNumbers(item)]))
}

/** Sixteen digits may be more than JavaScript counts to. Also found in texts. */
const MAYBE_BEYOND = /(?:^|[:[,\s-])\d{16}/
const DIGITS_BEYOND = 16
const INTEGER = /^-?\d+$/

/** `1.0` and `1e+16` are floats to whoever tells them from integers. Also found in texts. */
const MAYBE_WHOLE_FLOAT = /(?:\.0+|e\+\d+)\s*(?:[,}\]]|$)/
/** From here on JavaScript writes numbers with an exponent, which makes them floats. */
const FIRST_WITH_EXPONENT = 1e21

/** Of a list or object that holds nothing, as most lists of tags do. */
const EMPTY_LENGTH = '[]'.length

/**
 * As `JSON.parse`, but for numbers that JavaScript would write otherwise: integers beyond 2^53 keep the text in which
 * they were written, since ids of other systems have 64 bits, and floats without a fraction stay floats, which is how
 * Python tells them from integers.
 */
export function parseJson(text: string): unknown {
  if (text.length === EMPTY_LENGTH) return JSON.parse(text)
  return (text.length >= DIGITS_BEYOND && MAYBE_BEYOND.test(text)) || MAYBE_WHOLE_FLOAT.test(text)
    ? parseNumbers(text, keep)
    : JSON.parse(text)
}

function keep(value: number, source: string): unknown {
  if (source === String(value)) return value
  if (INTEGER.test(source)) return Number.isSafeInteger(value) ? value : exact.rawJSON(source)
  return Number.isInteger(value) && Math.abs(value) < FIRST_WITH_EXPONENT ? wholeFloat(value) : value
}

const wholeFloat = (value: number) => exact.rawJSON(`${Object.is(value, -0) ? '-0' : value}.0`)
