import type { Db } from '@reeve/database'
import { lockWorkPool } from '@reeve/database/queries/work-pools/lock-work-pool'
import { lockWorkQueuesOfPool } from '@reeve/database/queries/work-queues/lock-work-queues'
import { missingPool, missingQueue } from './missing-work.ts'

/** What names a queue of a pool. */
export interface QueueOfPool {
  readonly work_pool_name: string
  readonly name: string
}

/** A pool, all its queues and the one that is named, their rows locked. Refuses with 404. */
export async function lockQueueOfPool(db: Db, key: QueueOfPool) {
  const pool = await lockWorkPool(db, key.work_pool_name)
  if (!pool) throw missingPool(key.work_pool_name)
  const queues = await lockWorkQueuesOfPool(db, pool.id)
  const queue = queues.find(({ name }) => name === key.name)
  if (!queue) throw missingQueue(key.work_pool_name, key.name)
  return { pool, queues, queue }
}
