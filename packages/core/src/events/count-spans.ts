import { type Instant, instantFromMicroseconds, microsecondsOf, type TimeUnit } from '@reeve/wire'

const SECOND = 1_000_000

/** Microseconds of each unit. */
const UNITS: Readonly<Record<TimeUnit, number>> = {
  week: 7 * 86_400 * SECOND,
  day: 86_400 * SECOND,
  hour: 3_600 * SECOND,
  minute: 60 * SECOND,
  second: SECOND,
}

const MAX_SPANS = 1000n

/** All spans are counted from here, a Monday. */
const PIVOT = microsecondsOf('2024-04-01 00:00:00.000000' as Instant)
const BEGINNING = microsecondsOf('0001-01-01 00:00:00.000000' as Instant)
const END = microsecondsOf('9999-12-31 23:59:59.999999' as Instant)

/** Longer spans than all of time make no difference. */
const LONGEST = 1e18

/** What events are to be counted by. */
export interface SpanRequest {
  readonly since: Instant
  readonly until: Instant
  readonly unit: TimeUnit
  /** How many units a span takes, 0.01 at least. */
  readonly interval: number
}

/** The spans that events are counted in. */
export interface Spans {
  /** Where the first one starts. */
  readonly start: Instant
  readonly microseconds: bigint
  /** Where each starts and ends, both included. */
  readonly bounds: readonly (readonly [Instant, Instant])[]
}

/** How many spans a request would make if they are too many; undefined if they are not. [G10] */
export function findTooManySpans({ since, until, unit, interval }: SpanRequest): bigint | undefined {
  const count = ceilDivide(microsecondsOf(until) - microsecondsOf(since), lengthOf(unit, interval))
  return count > MAX_SPANS ? count : undefined
}

/** The spans from the one that holds `since` up to `until`, or to the end of the current unit. [G12] */
export function spansOf({ since, until, unit, interval }: SpanRequest, now: Instant): Spans {
  const length = lengthOf(unit, interval)
  const first = PIVOT + floorDivide(microsecondsOf(since) - PIVOT, length) * length
  const end = until > now ? endOfUnit(now, unit) : microsecondsOf(until)
  const bounds: [Instant, Instant][] = []
  for (let start = first; start < end; start += length)
    bounds.push([named(start), named(start + length - 1n)])
  return { start: named(first), microseconds: length, bounds }
}

const lengthOf = (unit: TimeUnit, interval: number): bigint =>
  BigInt(Math.round(Math.min(UNITS[unit] * interval, LONGEST)))

/** The last microsecond of the unit that an instant lies in. */
function endOfUnit(now: Instant, unit: TimeUnit): bigint {
  const length = BigInt(UNITS[unit])
  return PIVOT + (floorDivide(microsecondsOf(now) - PIVOT, length) + 1n) * length - 1n
}

const floorDivide = (dividend: bigint, divisor: bigint): bigint =>
  dividend / divisor - (dividend % divisor < 0n ? 1n : 0n)

const ceilDivide = (dividend: bigint, divisor: bigint): bigint => -floorDivide(-dividend, divisor)

/** Times before the first year and after the last have no name. */
const named = (microseconds: bigint): Instant =>
  instantFromMicroseconds(microseconds < BEGINNING ? BEGINNING : microseconds > END ? END : microseconds)
