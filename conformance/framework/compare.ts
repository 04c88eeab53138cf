import type { Json } from '@reeve/wire'
import type { NormalAnswer } from './normalise.ts'

/** A place where an answer is not what was recorded. */
export interface Difference {
  /** In the answer: `status`, `headers.location`, `body.state.type`, `broken`. */
  readonly path: string
  readonly expected: Json | undefined
  readonly actual: Json | undefined
}

/** Seconds by which instants and delays may be off, since servers differ in speed. */
const TOLERANCE_SECONDS = 3

/** Every place where two normalised answers differ; none if they mean the same. */
export function differencesOf(expected: NormalAnswer, actual: NormalAnswer): Difference[] {
  return compareValues(expected as unknown as Json, actual as unknown as Json, '')
}

function compareValues(expected: Json | undefined, actual: Json | undefined, path: string): Difference[] {
  if (isSame(expected, actual)) return []
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    return expected.flatMap((item, i) => compareValues(item, actual[i], `${path}[${i}]`))
  }
  if (isRecord(expected) && isRecord(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)])
    return [...keys].flatMap((key) =>
      compareValues(expected[key], actual[key], path === '' ? key : `${path}.${key}`),
    )
  }
  return [{ path, expected, actual }]
}

function isSame(expected: Json | undefined, actual: Json | undefined): boolean {
  if (expected === actual) return true
  if (expected === '<elapsed>') return actual === 0
  if (typeof expected !== 'string' || typeof actual !== 'string') return false
  return expected.replace(COUNTS, '<>') === actual.replace(COUNTS, '<>') && haveCloseCounts(expected, actual)
}

const COUNTS = /(?<=<(?:time|seconds) )-?\d+/g

function haveCloseCounts(expected: string, actual: string): boolean {
  const wanted = expected.match(COUNTS) ?? []
  const found = actual.match(COUNTS) ?? []
  return wanted.every((count, i) => Math.abs(Number(count) - Number(found[i])) <= TOLERANCE_SECONDS)
}

const isRecord = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** One difference as a line. */
export const printDifference = ({ path, expected, actual }: Difference): string =>
  `${path}: expected ${cut(expected)}, got ${cut(actual)}`

const cut = (value: Json | undefined): string => {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}
