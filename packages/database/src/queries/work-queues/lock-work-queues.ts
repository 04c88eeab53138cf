import type { QueueFilter } from '@reeve/wire'
import type { Selectable } from 'kysely'
import type { Db, Statement } from '../../database.ts'
import type { Tables } from '../../schema/tables.ts'

/** A row of `work_queue` with what events tell of its pool. */
export type StoredWorkQueue = Omit<Selectable<Tables['work_queue']>, 'filter'> & {
  readonly filter: QueueFilter | null
  readonly pool_name: string
  readonly pool_type: string
}

const QUEUES = `SELECT work_queue.*, pool.name AS pool_name, pool.type AS pool_type
  FROM work_queue JOIN work_pool AS pool ON pool.id = work_queue.work_pool_id`

const find: Statement = {
  name: 'find-work-queue-row',
  text: (dialect) => `${QUEUES} WHERE work_queue.id = ${dialect.parameter(1)}`,
}

const ofPool: Statement = {
  name: 'lock-work-queues-of-pool',
  text: (dialect) => `${QUEUES} WHERE work_queue.work_pool_id = ${dialect.parameter(1)}
    ORDER BY work_queue.id ${dialect.forUpdateOf('work_queue')}`,
}

const byIds: Statement = {
  name: 'lock-work-queues',
  text: (dialect) => `${QUEUES} WHERE ${dialect.isAnyUuid('work_queue.id', 1)}
    ORDER BY work_queue.id ${dialect.forUpdateOf('work_queue')}`,
}

/** The row of the queue with this id. */
export async function findWorkQueueRow(db: Db, id: string): Promise<StoredWorkQueue | undefined> {
  const [row] = await db.run<StoredWorkQueue>(find, [id])
  return row
}

/**
 * The queues of a pool in the order in which they are served, locked in the order of their ids as all who lock queues
 * do it: PostgreSQL would sort them by the priorities that they had before they were waited for.
 */
export async function lockWorkQueuesOfPool(db: Db, workPoolId: string): Promise<StoredWorkQueue[]> {
  const queues = await db.run<StoredWorkQueue>(ofPool, [workPoolId])
  return queues.toSorted((a, b) => a.priority - b.priority)
}

/** These queues, locked in the order of their ids; those that do not exist are absent. */
export const lockWorkQueues = (db: Db, ids: readonly string[]): Promise<StoredWorkQueue[]> =>
  db.run<StoredWorkQueue>(byIds, [db.dialect.list(ids)])
