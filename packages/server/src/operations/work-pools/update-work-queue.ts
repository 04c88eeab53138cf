import { workQueueStatusEvent, workQueueUpdatedEvent } from '@reeve/core/events'
import { pausedQueueStatus, renumber } from '@reeve/core/work'
import type { Db } from '@reeve/database'
import type { StoredWorkQueue } from '@reeve/database/queries/work-queues/lock-work-queues'
import {
  moveWorkQueues,
  updateWorkQueue as update,
} from '@reeve/database/queries/work-queues/update-work-queue'
import type { Event, WorkQueueUpdate } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { columnChanges } from '../column-changes.ts'
import { lockQueueOfPool, type QueueOfPool } from './lock-queue-of-pool.ts'

/** The columns whose change is told; that of `is_paused` shows in the status. */
const TOLD_COLUMNS = ['name', 'description', 'concurrency_limit', 'priority']

/** Changes what was sent of a queue of a pool; others give way if it takes their place. Refuses with 404. [E31, E38] */
export const updateWorkQueue = (
  ctx: Context,
  key: QueueOfPool,
  changes: Partial<WorkQueueUpdate>,
): Promise<null> =>
  writeWithEvents(ctx, async (db) => {
    const { queues, queue } = await lockQueueOfPool(db, key)
    const events = await changeQueue(ctx, db, { queue, changes })
    if (changes.priority) await makeWay(ctx, db, { queues, moved: queue.id, priority: changes.priority })
    return { result: null, events }
  })

/** Changes a locked queue; returns the events that tell of it. */
export async function changeQueue(
  ctx: Context,
  db: Db,
  { queue, changes }: { readonly queue: StoredWorkQueue; readonly changes: Partial<WorkQueueUpdate> },
): Promise<Event[]> {
  const now = ctx.clock.now()
  const last_polled = changes.last_polled === undefined ? queue.last_polled : changes.last_polled
  const status = pausedQueueStatus({ status: queue.status, last_polled }, changes.is_paused, now)
  await update(db, queue.id, { ...changes, ...(status && { status }), updated: now })
  const after = { ...queue, ...changes }
  const told = columnChanges(queue, after, TOLD_COLUMNS)
  const facts = { id: queue.id, name: after.name ?? queue.name, pool: poolOf(queue) }
  return [
    ...(told ? [workQueueUpdatedEvent(facts, told, occurrence(ctx))] : []),
    ...(status ? [workQueueStatusEvent(facts, status, occurrence(ctx))] : []),
  ]
}

/** What events tell of the pool of a queue. */
export const poolOf = ({ work_pool_id, pool_name, pool_type }: StoredWorkQueue) => ({
  id: work_pool_id,
  name: pool_name,
  type: pool_type,
})

async function makeWay(
  ctx: Context,
  db: Db,
  { queues, moved, priority }: { queues: readonly StoredWorkQueue[]; moved: string; priority: number },
): Promise<void> {
  const placed = queues.map(({ id, priority: old }) => ({ id, priority: id === moved ? priority : old }))
  const updated = ctx.clock.now()
  await moveWorkQueues(
    db,
    renumber(placed, moved).map((move) => ({ ...move, updated })),
  )
}
