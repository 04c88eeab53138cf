import type { HistoryResponse, HistoryResponseState, Instant } from '@reeve/wire'
import { instantFromMicroseconds, microsecondsOf } from '@reeve/wire'

/** The time that a history covers and the size of its steps. */
export interface Span {
  readonly history_start: Instant
  readonly history_end: Instant
  /** At least 1. */
  readonly history_interval_seconds: number
}

/** Half-open steps that follow each other from `start`. */
export interface Buckets {
  readonly start: Instant
  /** Where the last one ends, which may be after the history's end. */
  readonly end: Instant
  readonly seconds: number
  /** The bounds: one more than there are buckets. */
  readonly bounds: readonly Instant[]
}

const MAX_BUCKETS = 500n

/** The last instant that has a name, in microseconds since 1970. */
export const END_OF_TIME = microsecondsOf('9999-12-31 23:59:59.999999' as Instant)

/** Longer steps than all of time make no difference. */
const MAX_SECONDS = 1e12

/** Cuts a span into buckets, 500 at most; none if it ends before it starts. [D24] */
export function bucketsOf(span: Span): Buckets | undefined {
  const start = microsecondsOf(span.history_start)
  const elapsed = microsecondsOf(span.history_end) - start
  const step = BigInt(Math.round(Math.min(span.history_interval_seconds, MAX_SECONDS) * 1_000_000))
  if (elapsed <= 0n) return undefined
  const needed = (elapsed + step - 1n) / step
  const count = Number(needed < MAX_BUCKETS ? needed : MAX_BUCKETS)
  const bounds = Array.from({ length: count + 1 }, (_, index) => {
    const bound = start + BigInt(index) * step
    return instantFromMicroseconds(bound < END_OF_TIME ? bound : END_OF_TIME)
  })
  return {
    start: span.history_start,
    end: bounds[count] as Instant,
    seconds: Number(step) / 1_000_000,
    bounds,
  }
}

/** Where each bucket starts and ends. */
export const spansOf = ({ bounds }: Buckets): (readonly [Instant, Instant])[] =>
  bounds.slice(1).map((end, index) => [bounds[index] as Instant, end])

/** What was counted in one bucket of one state. */
export interface BucketCount extends HistoryResponseState {
  /** Which bucket, from 0. */
  readonly bucket: number
}

/** The buckets with what was counted in each, empty ones too, states in the order of type and name. [D24] */
export function fillBuckets(buckets: Buckets, counts: readonly BucketCount[]): HistoryResponse[] {
  const filled = spansOf(buckets).map(([start, end]) => ({
    interval_start: start,
    interval_end: end,
    states: [] as HistoryResponseState[],
  }))
  for (const { bucket, ...state } of counts) {
    // SQLite reads instants to the millisecond, so a run at the end may seem to be past it.
    filled[Math.min(bucket, filled.length - 1)]?.states.push(state)
  }
  for (const { states } of filled) states.sort(inOrder)
  return filled
}

const inOrder = (one: HistoryResponseState, other: HistoryResponseState): number =>
  compare(one.state_type, other.state_type) || compare(one.state_name, other.state_name)

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
