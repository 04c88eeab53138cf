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

/** Every place where two normalised answers to a step differ; none if they mean the same. */
export function differencesOf(step: string, expected: NormalAnswer, actual: NormalAnswer): Difference[] {
  if (expected.status === actual.status)
    return compareValues(toJson(expected), toJson(actual), { step, path: '' })
  return [
    { path: 'status', expected: expected.status, actual: actual.status },
    { path: 'body', expected: expected.body, actual: actual.body },
  ]
}

const toJson = (answer: NormalAnswer): Json => answer as unknown as Json

interface Place {
  readonly step: string
  readonly path: string
}

function compareValues(expected: Json | undefined, actual: Json | undefined, place: Place): Difference[] {
  const { step, path } = place
  if (isSame(expected, actual, step)) return []
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    return expected.flatMap((item, i) => compareValues(item, actual[i], { step, path: `${path}[${i}]` }))
  }
  if (isRecord(expected) && isRecord(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)])
    return [...keys].flatMap((key) =>
      compareValues(expected[key], actual[key], { step, path: path === '' ? key : `${path}.${key}` }),
    )
  }
  return [{ path, expected, actual }]
}

function isSame(expected: Json | undefined, actual: Json | undefined, step: string): boolean {
  if (expected === actual) return true
  if (expected === '<elapsed>') return actual === 0
  if (typeof expected !== 'string' || typeof actual !== 'string') return false
  if (expected.replace(TOKENS, '<>') !== actual.replace(TOKENS, '<>')) return false
  const found = actual.match(TOKENS) ?? []
  return (expected.match(TOKENS) ?? []).every((token, i) => isSameToken(token, found[i] as string, step))
}

/** What stands for a time or for seconds. */
const TOKENS = /<(?:time|seconds)(?: [^>]*)?>/g

function isSameToken(expected: string, actual: string, step: string): boolean {
  if (expected === actual) return true
  const [wanted, found] = [COUNT.exec(expected), COUNT.exec(actual)]
  if (wanted && found) {
    return (
      expected.replace(COUNT, '') === actual.replace(COUNT, '') &&
      Math.abs(Number(wanted[1]) - Number(found[1])) <= TOLERANCE_SECONDS
    )
  }
  // A server may give one instant to what another reads its clock twice for, but not the other way round.
  if (expected === '<time>') return actual.startsWith(`<time ${step}/`)
  const names = placesOf(expected)
  return placesOf(actual).some((name) => names.includes(name))
}

const COUNT = /(?<=<(?:time|seconds) )(-?\d+)(?=s?[ >])/

/** The places that the name of a time consists of. */
const placesOf = (token: string): string[] =>
  token.startsWith('<time ') ? token.slice('<time '.length, -1).split(' = ') : []

const isRecord = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** One difference as a line. */
export const printDifference = ({ path, expected, actual }: Difference): string =>
  `${path}: expected ${cut(expected)}, got ${cut(actual)}`

const cut = (value: Json | undefined): string => {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}
