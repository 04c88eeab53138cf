import type { Instant } from '@reeve/wire'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../database.ts'
import type { Dialect } from '../dialect.ts'
import type { Predicate } from '../filters/predicate.ts'
import type { BucketCount, Buckets } from './buckets.ts'
import { type Estimates, estimatesOf, type RunTable } from './run-times.ts'

type Sql = RawBuilder<unknown>

/** Whose history is counted, up to which time. */
export interface Counted {
  readonly where: Predicate
  readonly buckets: Buckets
  readonly now: Instant
}

/** Counts runs by the bucket of their expected start and by state, in one statement. [D24] */
export function countRuns(db: Db, table: RunTable, counted: Counted): Promise<BucketCount[]> {
  const { bucketOf } = db.dialect
  const query = bucketOf
    ? groupByBucket(db.dialect, table, { ...counted, bucketOf })
    : countInEachBucket(db.dialect, table, counted)
  return db.execute(query.compile(db.sql))
}

/** One pass over the span. Without it SQLite might look through a filter's index once for each bucket. */
function groupByBucket(
  dialect: Dialect,
  table: RunTable,
  { where, buckets, now, bucketOf }: Counted & { bucketOf: NonNullable<Dialect['bucketOf']> },
): RawBuilder<BucketCount> {
  const start = dialect.instant(buckets.start)
  const expected = sql.ref(`${table}.expected_start_time`)
  return sql<BucketCount>`
    SELECT bucket, state_type, state_name, ${sums(dialect, { runTime: sql`run_time`, lateness: sql`lateness` })}
    FROM (
      SELECT ${bucketOf(dialect.timeBetween(start, expected), buckets.seconds)} AS bucket,
        ${state(table)}, ${estimatesOf(dialect, table, now).runTime} AS run_time,
        ${estimatesOf(dialect, table, now).lateness} AS lateness
      FROM ${sql.table(table)}
      WHERE ${expected} >= ${start} AND ${expected} < ${dialect.instant(buckets.end)}
        AND ${hasState(table)} AND ${where}
    ) AS runs
    GROUP BY bucket, state_type, state_name ORDER BY bucket, state_type, state_name`
}

/** A range of the index on expected starts for each bucket: in PostgreSQL twice as fast as one pass. */
function countInEachBucket(
  dialect: Dialect,
  table: RunTable,
  { where, buckets, now }: Counted,
): RawBuilder<BucketCount> {
  const expected = sql.ref(`${table}.expected_start_time`)
  return sql<BucketCount>`
    SELECT bucket.position - 1 AS bucket, counted.*
    FROM unnest(${buckets.bounds.slice(0, -1)}::timestamptz[], ${buckets.bounds.slice(1)}::timestamptz[])
      WITH ORDINALITY AS bucket(starts, ends, position)
    CROSS JOIN LATERAL (
      SELECT ${state(table)}, ${sums(dialect, estimatesOf(dialect, table, now))}
      FROM ${sql.table(table)}
      WHERE ${expected} >= bucket.starts AND ${expected} < bucket.ends AND ${hasState(table)} AND ${where}
      GROUP BY ${state(table)}
    ) AS counted
    ORDER BY bucket, state_type, state_name`
}

const state = (table: RunTable): Sql =>
  sql`${sql.ref(`${table}.state_type`)}, ${sql.ref(`${table}.state_name`)}`

/** Rows made outside of the API may have no state, and an answer has no place for them. [A30] */
const hasState = (table: RunTable): Sql =>
  sql`${sql.ref(`${table}.state_type`)} IS NOT NULL AND ${sql.ref(`${table}.state_name`)} IS NOT NULL`

const sums = (dialect: Dialect, { runTime, lateness }: Estimates): Sql => sql`count(*) AS count_runs,
  ${dialect.sumSeconds(runTime)} AS sum_estimated_run_time, ${dialect.sumSeconds(lateness)} AS sum_estimated_lateness`
