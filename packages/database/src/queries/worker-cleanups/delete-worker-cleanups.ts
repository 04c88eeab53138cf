import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

const one: Statement = {
  name: 'delete-worker-cleanup',
  text: (dialect) => `DELETE FROM reeve_worker_cleanup WHERE id = ${dialect.parameter(1)}`,
}

/** Deletes a message. [E45] */
export const deleteWorkerCleanup = async (db: Db, id: string): Promise<void> => {
  await db.run(one, [id])
}

const ofPool: Statement = {
  name: 'delete-worker-cleanups-of-pool',
  text: (dialect) => `DELETE FROM reeve_worker_cleanup WHERE work_pool_id = ${dialect.parameter(1)}`,
}

/** Deletes the messages of a pool that is deleted. */
export const deleteWorkerCleanupsOfPool = async (db: Db, poolId: string): Promise<void> => {
  await db.run(ofPool, [poolId])
}

/** A message that nobody will be given any more. */
export interface HopelessCleanup {
  readonly id: string
  readonly work_pool_id: string
  readonly kind: string
  readonly delivery_count: number
}

const hopeless: Statement = {
  name: 'delete-hopeless-worker-cleanups',
  text: (dialect) => `
    DELETE FROM reeve_worker_cleanup WHERE id IN (
      SELECT id FROM reeve_worker_cleanup
      WHERE (leased_until IS NULL OR leased_until <= ${dialect.typedParameter(1, 'instant')})
        AND (delivery_count >= ${dialect.typedParameter(2, 'integer')} OR created <= ${dialect.typedParameter(3, 'instant')})
      ORDER BY created, id LIMIT ${dialect.typedParameter(4, 'integer')} ${dialect.skipLocked}
    ) RETURNING id, work_pool_id, kind, delivery_count`,
}

/** Deletes messages that were delivered as often as they may be, or that wait since before a moment. [E44, E23] */
export const deleteHopelessCleanups = (
  db: Db,
  params: {
    readonly now: Instant
    readonly maxDeliveries: number
    readonly createdBefore: Instant
    readonly limit: number
  },
): Promise<HopelessCleanup[]> =>
  db.run<HopelessCleanup>(hopeless, [params.now, params.maxDeliveries, params.createdBefore, params.limit])
