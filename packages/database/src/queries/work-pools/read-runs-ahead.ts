import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

/** A run that is due and goes first. */
export interface RunAhead {
  readonly id: string
  readonly name: string
  readonly priority: number
  readonly next_scheduled_start_time: Instant
}

/** Where a run stands among those of its pool. */
export interface Place {
  readonly runId: string
  readonly workPoolId: string
  readonly workQueueId: string
  readonly priority: number
  /** When it is scheduled. */
  readonly due: Instant
  readonly now: Instant
  readonly limit: number
}

const statement: Statement = {
  name: 'read-runs-ahead',
  text: (dialect) => `
    SELECT fr.id, fr.name, q.priority AS priority, fr.next_scheduled_start_time
    FROM work_queue AS q JOIN flow_run AS fr ON fr.work_queue_id = q.id
    WHERE q.work_pool_id = ${dialect.parameter(1)} AND NOT q.is_paused
      AND fr.state_type = 'SCHEDULED' AND fr.id <> ${dialect.parameter(7)}
      AND fr.next_scheduled_start_time <= ${dialect.typedParameter(2, 'instant')}
      AND coalesce(${dialect.jsonText('fr.empirical_policy', 'retry_type')}, '') <> 'in_process'
      AND (q.priority < ${dialect.typedParameter(3, 'integer')}
        OR (q.id = ${dialect.parameter(4)} AND fr.next_scheduled_start_time < ${dialect.typedParameter(5, 'instant')}))
    LIMIT ${dialect.parameter(6)}`,
}

/** Runs that workers of the pool are offered before this one, in no order, at most `limit`. [E36] */
export const readRunsAhead = (db: Db, place: Place): Promise<RunAhead[]> => {
  const { runId, workPoolId, workQueueId, priority, due, now, limit } = place
  return db.run<RunAhead>(statement, [workPoolId, now, priority, workQueueId, due, limit, runId])
}
