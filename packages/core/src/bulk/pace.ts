import { addSeconds, type Instant, secondsBetween } from '@reeve/wire'

/** What is tried as the size of a batch: few, since statements are prepared for each. */
const SIZES = [1, 2, 5, 10, 20, 50, 100, 200] as const

/** Where a batch begins whose cost is not known yet. */
export const FIRST_SIZE = 10

/** The size of the next batch, so that one takes about `targetMs`: others wait meanwhile. */
export function nextSize(size: number, tookMs: number, targetMs: number): number {
  const at = SIZES.findLastIndex((known) => known <= size)
  const larger = SIZES[at + 1]
  if (tookMs > targetMs && at > 0) return SIZES[at - 1] as number
  return larger !== undefined && (tookMs / size) * larger <= targetMs ? larger : size
}

/** With a rate to hold, so much is done at once: ten steps a second are even enough. */
const STEP_SECONDS = 0.1
/** What was missed may be made up for, but not more than this. */
const CATCH_UP_SECONDS = 1

/** How many may be taken at once. */
export const batchSize = (rate: number | null, largest: number): number =>
  rate === null ? largest : Math.min(largest, Math.max(1, Math.round(rate * STEP_SECONDS)))

/** True if the next batch may come. */
export const isDue = (due: Instant | null, now: Instant): boolean => due === null || due <= now

/** When the batch after one of `count` may come; null where there is no rate to hold. */
export function nextDue(
  { rate, due, now }: { readonly rate: number | null; readonly due: Instant | null; readonly now: Instant },
  count: number,
): Instant | null {
  if (rate === null) return null
  const earliest = addSeconds(now, -CATCH_UP_SECONDS)
  const from = due === null ? now : due < earliest ? earliest : due
  return addSeconds(from, count / rate)
}

/** How far an operation is. */
export interface Progress {
  readonly remaining: number | null
  readonly per_second: number | null
  readonly expected_end: Instant | null
}

/** What is known when the progress of an operation is worked out. */
export interface Pace {
  readonly isRunning: boolean
  readonly isEnded: boolean
  readonly total: number | null
  readonly done: number
  /** When it was last taken up, and how many were done by then. */
  readonly paced_since: Instant | null
  readonly paced_done: number
  /** When the last batch was done. */
  readonly updated: Instant
}

/** What remains, how fast it goes, and when it will have ended if it goes on like that. */
export function progressOf(pace: Pace): Progress {
  const { total, done, paced_since, paced_done, updated } = pace
  const remaining = pace.isEnded ? 0 : total === null ? null : Math.max(0, total - done)
  const seconds = paced_since === null ? 0 : secondsBetween(paced_since, updated)
  const per_second = seconds > 0 ? (done - paced_done) / seconds : null
  const isGoing = pace.isRunning && remaining !== null && per_second !== null && per_second > 0
  return {
    remaining,
    per_second,
    expected_end: isGoing ? addSeconds(updated, remaining / per_second) : null,
  }
}
