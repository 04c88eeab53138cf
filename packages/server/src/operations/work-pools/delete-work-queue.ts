import { workQueueEvent } from '@reeve/core/events'
import { renumber } from '@reeve/core/work'
import { deleteWorkQueue as deleteRow } from '@reeve/database/queries/work-queues/delete-work-queue'
import { moveWorkQueues } from '@reeve/database/queries/work-queues/update-work-queue'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { Refused } from '../../http/errors.ts'
import { detachFinishedRuns } from '../flow-runs/delete-many-runs.ts'
import { lockQueueOfPool, type QueueOfPool } from './lock-queue-of-pool.ts'

/** Refuses to delete the queue of a pool that runs go to if none is named; the reference fails with 500. [E38] */
export const isDefaultQueue = (): Refused => new Refused(409, "Can't delete a pool's default queue.")

/** Deletes a queue of a pool. Refuses with 404, with 409 for the default queue. [E38] */
export async function deleteWorkQueue(ctx: Context, key: QueueOfPool): Promise<null> {
  await detachFinishedRuns(ctx, { pool: key.work_pool_name, queue: key.name })
  return writeWithEvents(ctx, async (db) => {
    const { pool, queues, queue } = await lockQueueOfPool(db, key)
    if (queue.id === pool.default_queue_id) throw isDefaultQueue()
    await deleteRow(db, queue.id)
    const updated = ctx.clock.now()
    const rest = queues.filter(({ id }) => id !== queue.id)
    await moveWorkQueues(
      db,
      renumber(rest).map((move) => ({ ...move, updated })),
    )
    return { result: null, events: [workQueueEvent('deleted', { ...queue, pool }, occurrence(ctx))] }
  })
}
