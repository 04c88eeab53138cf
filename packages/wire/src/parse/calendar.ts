import { type Instant, instantFromMicroseconds } from '../instant.ts'

const FIRST_SECOND = -62_135_596_800
const LAST_SECOND = 253_402_300_799

/** Whether the calendar has this day, from the year 1 on. */
export function isDate(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false
  return day <= 28 || day <= new Date(Date.UTC(year < 100 ? year + 400 : year, month, 0)).getUTCDate()
}

/** The instant this many seconds later; undefined if that leaves the years 1 to 9999. */
export function shift(instant: Instant, seconds: number): Instant | undefined {
  if (seconds === 0) return instant
  const start = Date.parse(`${instant.slice(0, 10)}T${instant.slice(11, 19)}Z`) / 1000
  return fromSeconds(start + seconds, Number(instant.slice(20)))
}

/** The instant this long after the start of 1970; undefined outside of the years 1 to 9999. */
export function fromSeconds(seconds: number, microseconds: number): Instant | undefined {
  if (seconds < FIRST_SECOND || seconds > LAST_SECOND) return undefined
  return instantFromMicroseconds(BigInt(seconds) * 1_000_000n + BigInt(microseconds))
}
