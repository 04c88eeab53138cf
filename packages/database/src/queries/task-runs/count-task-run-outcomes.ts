import type { Instant } from '@reeve/wire'
import { sql } from 'kysely'
import type { Db } from '../../database.ts'
import { selects, TASK_RUNS, type TaskRunFilters } from '../../filters/related.ts'

/** Which task runs to count, all of them in terminal states. */
export interface OutcomeSelection extends TaskRunFilters {
  /** Where each step begins, in their order. What starts after the last belongs to it. */
  readonly starts: readonly [Instant, ...Instant[]]
}

/** The outcomes of the task runs that started in one step. */
export interface OutcomeCount {
  /** Which step, from 0. */
  readonly bucket: number
  readonly completed: number
  readonly failed: number
}

/** Counts task runs by the step that they started in and by whether they failed; steps of none are absent. [D25] */
export async function countTaskRunOutcomes(db: Db, selection: OutcomeSelection): Promise<OutcomeCount[]> {
  const { starts, ...filters } = selection
  const [first, ...later] = starts.map(db.dialect.instant)
  const steps = later.map((start, index) => sql`WHEN task_run.start_time < ${start} THEN ${sql.lit(index)}`)
  const bucket = sql`CASE ${sql.join(steps, sql` `)} ELSE ${sql.lit(later.length)} END`
  const query = sql<OutcomeCount>`
    SELECT bucket, sum(1 - failure) AS completed, sum(failure) AS failed
    FROM (
      SELECT ${bucket} AS bucket,
        CASE WHEN task_run.state_type IN ('FAILED', 'CRASHED') THEN 1 ELSE 0 END AS failure
      FROM task_run
      WHERE task_run.start_time >= ${first} AND ${selects(db.dialect, TASK_RUNS, filters)}
    ) AS outcomes
    GROUP BY bucket`
  const rows = await db.execute(query.compile(db.sql))
  return rows.map(({ bucket, completed, failed }) => ({
    bucket: Number(bucket),
    completed: Number(completed),
    failed: Number(failed),
  }))
}
