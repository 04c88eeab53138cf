import { sql } from 'kysely'
import type { DurationFacts } from '../dialect.ts'

/** Durations are intervals, exact to the microsecond; summing them and converting once takes half the time. */
export const durationFacts: DurationFacts = {
  instant: (value) => sql`${value}::timestamptz`,
  noTime: sql`interval '0'`,
  duration: (column) => column,
  timeBetween: (start, end) => sql`(${end} - ${start})`,
  sumSeconds: (duration) =>
    sql`extract(epoch FROM sum(greatest(interval '0', ${duration})))::double precision`,
  bucketOf: undefined,
  secondsApart: (start, end) => sql`(${end} - ${start})`,
  averageSeconds: (secondsApart) => sql`extract(epoch FROM avg(${secondsApart}))::double precision`,
  keepsSettledTimes: false,
}
