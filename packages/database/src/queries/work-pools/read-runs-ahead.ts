import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'
import type { Dialect } from '../../dialect.ts'

/** A run that is due and goes first. */
export interface RunAhead {
  readonly id: string
  readonly name: string
  readonly priority: number
  readonly next_scheduled_start_time: Instant
}

/** Where a run stands among those of its pool. */
export interface Place {
  readonly workPoolId: string
  readonly workQueueId: string
  readonly priority: number
  /** When it is scheduled. */
  readonly due: Instant
  readonly now: Instant
  readonly limit: number
}

/** Due runs of queues that are not paused, as an index holds them. */
const due = (dialect: Dialect, { queues, before }: { queues: string; before: number }) => `
  SELECT fr.id AS id, fr.name AS name, q.priority AS priority, fr.next_scheduled_start_time AS next_scheduled_start_time
  FROM work_queue AS q JOIN flow_run AS fr ON fr.work_queue_id = q.id
  WHERE ${queues} AND NOT q.is_paused AND fr.state_type = 'SCHEDULED'
    AND fr.next_scheduled_start_time ${before === NOW ? '<=' : '<'} ${dialect.typedParameter(before, 'instant')}
    AND coalesce(${dialect.jsonText('fr.empirical_policy', 'retry_type')}, '') <> 'in_process'`

const [POOL, PRIORITY, QUEUE, NOW, OWN_TIME, LIMIT] = [1, 2, 3, 4, 5, 6] as const

const statement: Statement = {
  name: 'read-runs-ahead',
  text: (dialect) => `
    ${due(dialect, { queues: `q.id = ${dialect.parameter(QUEUE)}`, before: OWN_TIME })}
    UNION ALL ${due(dialect, {
      queues: `q.work_pool_id = ${dialect.parameter(POOL)}
        AND q.priority < ${dialect.typedParameter(PRIORITY, 'integer')}`,
      before: NOW,
    })}
    LIMIT ${dialect.parameter(LIMIT)}`,
}

/** Runs that workers of the pool are offered before this one, in no order, at most `limit`. [E36] */
export const readRunsAhead = (db: Db, place: Place): Promise<RunAhead[]> => {
  const { workPoolId, workQueueId, priority, due: time, now, limit } = place
  return db.run<RunAhead>(statement, [workPoolId, priority, workQueueId, now, time, limit])
}
