import { workPoolEvent, workQueueEvent } from '@reeve/core/events'
import { deleteWorkPool as deleteRow } from '@reeve/database/queries/work-pools/delete-work-pool'
import { lockWorkPool } from '@reeve/database/queries/work-pools/lock-work-pool'
import { lockWorkQueuesOfPool } from '@reeve/database/queries/work-queues/lock-work-queues'
import { deleteWorkerCleanupsOfPool } from '@reeve/database/queries/worker-cleanups/delete-worker-cleanups'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { Refused } from '../../http/errors.ts'
import { detachFinishedRuns } from '../flow-runs/delete-many-runs.ts'
import { isReserved } from './create-work-pool.ts'
import { missingPool } from './missing-work.ts'
import { poolWatchersOf } from './pool-watchers.ts'

/** Deletes a pool with its queues and workers. Refuses with 404, with 403 for reserved names. [E39] */
export async function deleteWorkPool(ctx: Context, name: string): Promise<null> {
  if (isReserved(name)) {
    throw new Refused(
      403,
      "Work pools starting with 'Prefect' are reserved for internal use and can not be deleted.",
    )
  }
  await detachFinishedRuns(ctx, { pool: name })
  const id = await writeWithEvents(ctx, async (db) => {
    const pool = await lockWorkPool(db, name)
    if (!pool) throw missingPool(name)
    const queues = await lockWorkQueuesOfPool(db, pool.id)
    await deleteRow(db, pool.id)
    await deleteWorkerCleanupsOfPool(db, pool.id)
    const events = queues.map((queue) => workQueueEvent('deleted', { ...queue, pool }, occurrence(ctx)))
    return { result: pool.id, events: [...events, workPoolEvent('deleted', pool, occurrence(ctx))] }
  })
  poolWatchersOf(ctx).announce(id)
  return null
}
