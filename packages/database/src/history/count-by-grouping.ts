import type { Instant } from '@reeve/wire'
import { sql } from 'kysely'
import type { Db } from '../database.ts'
import type { Predicate } from '../filters/predicate.ts'
import type { BucketCount, Buckets } from './buckets.ts'
import { estimatedLateness, estimatedRunTime, type RunTable } from './run-times.ts'

/** Whose history is counted, up to which time. */
export interface Counted {
  readonly where: Predicate
  readonly buckets: Buckets
  readonly now: Instant
}

/** Counts runs by the bucket of their expected start and by state, in one pass over those in the span. [D24] */
export function countByGrouping(
  db: Db,
  table: RunTable,
  { where, buckets, now }: Counted,
): Promise<BucketCount[]> {
  const { dialect } = db
  const start = dialect.instant(buckets.start)
  const end = dialect.instant(buckets.end)
  const at = dialect.instant(now)
  const expected = sql.ref(`${table}.expected_start_time`)
  const lateness = estimatedLateness(table, { now: at, between: dialect.timeBetween, none: dialect.noTime })
  const query = sql<BucketCount>`
    SELECT bucket, state_type, state_name, count(*) AS count_runs,
      ${dialect.sumSeconds(sql`run_time`)} AS sum_estimated_run_time,
      ${dialect.sumSeconds(sql`lateness`)} AS sum_estimated_lateness
    FROM (
      SELECT ${dialect.bucketOf(dialect.timeBetween(start, expected), buckets.seconds)} AS bucket,
        ${sql.ref(`${table}.state_type`)}, ${sql.ref(`${table}.state_name`)},
        ${estimatedRunTime(dialect, table, at)} AS run_time, ${lateness} AS lateness
      FROM ${sql.table(table)}
      WHERE ${expected} >= ${start} AND ${expected} < ${end} AND ${where}
        AND ${sql.ref(`${table}.state_type`)} IS NOT NULL AND ${sql.ref(`${table}.state_name`)} IS NOT NULL
    ) AS runs
    GROUP BY bucket, state_type, state_name ORDER BY bucket, state_type, state_name`
  return db.execute(query.compile(db.sql))
}
