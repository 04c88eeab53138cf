import type { Db } from '@reeve/database'
import {
  findWorkPool,
  lockWorkPoolById,
  type StoredWorkPool,
} from '@reeve/database/queries/work-pools/lock-work-pool'
import { upsertWorker } from '@reeve/database/queries/workers/upsert-worker'
import type { Event, WorkerHeartbeatBody } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { writeWithEvents } from '../../events/write-with-events.ts'
import { missingPool } from './missing-work.ts'
import { setPoolStatus } from './set-pool-status.ts'

/** Notes that a worker is alive; its pool is ready then. Refuses with 404 without the pool. [E30] */
export const workerHeartbeat = (ctx: Context, poolName: string, body: WorkerHeartbeatBody): Promise<null> =>
  writeWithEvents(ctx, async (db) => {
    const pool = await findWorkPool(db, poolName)
    if (!pool) throw missingPool(poolName)
    return { result: null, events: await reportWorker(ctx, db, { pool, worker: body }) }
  })

/** Notes that a worker of a pool is alive; returns the event of a pool that is ready by that. */
export async function reportWorker(
  ctx: Context,
  db: Db,
  { pool, worker }: { readonly pool: StoredWorkPool; readonly worker: WorkerHeartbeatBody },
): Promise<Event[]> {
  await upsertWorker(db, {
    id: ctx.ids.next(),
    work_pool_id: pool.id,
    name: worker.name,
    heartbeat_interval_seconds: worker.heartbeat_interval_seconds,
    now: ctx.clock.now(),
  })
  if (pool.status !== 'NOT_READY') return []
  const locked = await lockWorkPoolById(db, pool.id)
  if (locked?.status !== 'NOT_READY') return []
  return [await setPoolStatus(ctx, db, { pool: locked, status: 'READY' })]
}
