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

/**
 * As `JSON.parse`, but integers beyond 2^53 keep the text in which they were written: ids of other systems have 64 bits.
 */
export function parseJson(text: string): unknown {
  return text.length >= DIGITS_BEYOND && MAYBE_BEYOND.test(text)
    ? exact.parse(text, keepBeyond)
    : JSON.parse(text)
}

const keepBeyond = (_key: string, value: unknown, { source }: { source?: string }): unknown =>
  typeof value === 'number' &&
  !Number.isSafeInteger(value) &&
  source !== undefined &&
  source !== String(value) &&
  INTEGER.test(source)
    ? exact.rawJSON(source)
    : value
