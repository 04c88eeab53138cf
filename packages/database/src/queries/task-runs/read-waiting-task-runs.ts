import type { Db, Statement } from '../../database.ts'
import type { LimitRow } from '../slots/load-ledger.ts'

/** A task run that did not begin yet. */
export interface WaitingTaskRun {
  readonly id: string
  readonly name: string
  readonly tags: string[]
}

const tasks: Statement = {
  name: 'read-waiting-task-runs',
  text: (dialect) => `
    SELECT id, name, tags FROM task_run
    WHERE flow_run_id = ${dialect.parameter(1)} AND state_type IN ('PENDING', 'SCHEDULED')
    LIMIT ${dialect.parameter(2)}`,
}

/** Some task runs of a flow run that did not begin yet. */
export const readWaitingTaskRuns = (db: Db, flowRunId: string, count: number): Promise<WaitingTaskRun[]> =>
  db.run<WaitingTaskRun>(tasks, [flowRunId, count])

const limits: Statement = {
  name: 'read-limits-by-name',
  text: (dialect) =>
    `SELECT * FROM concurrency_limit_v2 WHERE ${dialect.isAnyText('name', 1)} AND active ORDER BY name`,
}

/** The limits of these names that are switched on. */
export const readActiveLimits = (db: Db, names: readonly string[]): Promise<LimitRow[]> =>
  db.run<LimitRow>(limits, [db.dialect.list(names)])

/** An older limit on a tag, with the task runs that hold its slots. */
export interface OlderTagLimit {
  readonly tag: string
  readonly concurrency_limit: number
  readonly active_slots: string[]
}

const older: Statement = {
  name: 'read-older-tag-limits',
  text: (dialect) => `
    SELECT tag, concurrency_limit, active_slots FROM concurrency_limit
    WHERE ${dialect.isAnyText('tag', 1)} ORDER BY tag`,
}

/** The older limits on these tags. [F19] */
export const readOlderTagLimits = (db: Db, tags: readonly string[]): Promise<OlderTagLimit[]> =>
  db.run<OlderTagLimit>(older, [db.dialect.list(tags)])
