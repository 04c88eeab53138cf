import type { Instant, WorkQueueStatus } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

/** A queue of a polled pool, with the pool's own columns. */
export interface PolledQueueRow {
  readonly pool_id: string
  readonly pool_is_paused: boolean
  readonly pool_concurrency_limit: number | null
  readonly id: string
  readonly name: string
  readonly is_paused: boolean
  readonly concurrency_limit: number | null
  readonly status: WorkQueueStatus
  readonly last_polled: Instant | null
  /** Runs that hold a slot; null where no limit asks for them. */
  readonly active: number | null
  /** A deployment on this queue that does not count as served. */
  readonly unready_deployment_id: string | null
}

/** Without its default queue a pool could not be; so a pool that is there has a row. */
const statement: Statement = {
  name: 'find-polled-queues',
  text: (dialect) => `
    SELECT pool.id AS pool_id, pool.is_paused AS pool_is_paused, pool.concurrency_limit AS pool_concurrency_limit,
      queue.id, queue.name, queue.is_paused, queue.concurrency_limit, queue.status, queue.last_polled,
      CASE WHEN pool.concurrency_limit IS NOT NULL OR queue.concurrency_limit IS NOT NULL THEN (
        SELECT count(*) FROM flow_run
        WHERE flow_run.work_queue_id = queue.id AND flow_run.state_type IN ('PENDING', 'RUNNING')) END AS active,
      (SELECT deployment.id FROM deployment
        WHERE deployment.work_queue_id = queue.id AND deployment.status = 'NOT_READY' LIMIT 1) AS unready_deployment_id
    FROM work_pool AS pool JOIN work_queue AS queue ON queue.work_pool_id = pool.id
    WHERE pool.name = ${dialect.parameter(1)} ORDER BY queue.priority`,
  kinds: { unready_deployment_id: 'uuid' },
}

/** All queues of a pool in the order in which they are served; none if there is no such pool. [E36] */
export const findPolledQueues = (db: Db, poolName: string): Promise<PolledQueueRow[]> =>
  db.run<PolledQueueRow>(statement, [poolName])
