import type { Instant } from '@reeve/wire'
import { type RawBuilder, sql } from 'kysely'
import type { Dialect } from '../dialect.ts'
import { ENDED } from '../schema/ended-types.ts'

type Sql = RawBuilder<unknown>

/** The tables of runs, which have the same columns for times and state. */
export type RunTable = 'flow_run' | 'task_run'

/** How long a run has been running, as a duration. [A24] */
export function estimatedRunTime(dialect: Dialect, table: RunTable, now: Sql): Sql {
  const total = dialect.duration(sql.ref(`${table}.total_run_time`))
  const current = dialect.timeBetween(sql.ref(`${table}.state_timestamp`), now)
  return sql`CASE WHEN ${sql.ref(`${table}.state_type`)} = 'RUNNING' THEN ${total} + ${current} ELSE ${total} END`
}

/** How late a run started or is by now, in whatever `between` makes of two instants. [A25] */
export function estimatedLateness(
  table: RunTable,
  { now, between, none }: { now: Sql; between: (start: Sql, end: Sql) => Sql; none: Sql },
): Sql {
  const expected = sql.ref(`${table}.expected_start_time`)
  const started = sql.ref(`${table}.start_time`)
  const isOpen = sql`${sql.ref(`${table}.state_type`)} NOT IN ${sql.raw(ENDED)}`
  return sql`CASE WHEN ${started} > ${expected} THEN ${between(expected, started)}
    WHEN ${started} IS NULL AND ${isOpen} AND ${expected} < ${now} THEN ${between(expected, now)} ELSE ${none} END`
}

/** Durations of a run that go on growing while it runs or waits. */
export interface Estimates {
  readonly runTime: Sql
  readonly lateness: Sql
}

/** Both, up to a time. */
export function estimatesOf(dialect: Dialect, table: RunTable, now: Instant): Estimates {
  const at = dialect.instant(now)
  return {
    runTime: estimatedRunTime(dialect, table, at),
    lateness: estimatedLateness(table, { now: at, between: dialect.timeBetween, none: dialect.noTime }),
  }
}
