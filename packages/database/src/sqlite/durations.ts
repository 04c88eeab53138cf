import { type RawBuilder, sql } from 'kysely'
import type { DurationFacts } from '../dialect.ts'

type Sql = RawBuilder<unknown>

/** Days have fractions, and SQLite reads instants to the millisecond: rounding finds it again. */
const toMilliseconds = (days: Sql): Sql => sql`CAST((${days}) * 86400000 + 0.5 AS INTEGER)`

/** Durations are milliseconds as integers. Sums count each one's whole seconds, as the reference's do. [D24] */
export const durationFacts: DurationFacts = {
  instant: (value) => sql`${value}`,
  noTime: sql`0`,
  // Intervals are kept as the instant so long after 1970, and this is the day that 1970 began on.
  duration: (column) => toMilliseconds(sql`julianday(${column}) - 2440587.5`),
  timeBetween: (start, end) => toMilliseconds(sql`julianday(${end}) - julianday(${start})`),
  sumSeconds: (duration) => sql`sum(max(0, (${duration}) / 1000))`,
  bucketOf: (duration, seconds) => sql`CAST((${duration}) / ${seconds * 1000} AS INTEGER)`,
  secondsApart: (start, end) => sql`unixepoch(${end}) - unixepoch(${start})`,
  averageSeconds: (secondsApart) => sql`avg(${secondsApart})`,
  keepsSettledTimes: true,
}
