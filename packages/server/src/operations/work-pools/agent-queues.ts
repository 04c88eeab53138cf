import { workQueueEvent } from '@reeve/core/events'
import type { Db } from '@reeve/database'
import { lockWorkPool, type StoredWorkPool } from '@reeve/database/queries/work-pools/lock-work-pool'
import { deleteWorkQueue } from '@reeve/database/queries/work-queues/delete-work-queue'
import { findWorkQueueByName } from '@reeve/database/queries/work-queues/find-work-queue-by-name'
import { lockWorkQueues } from '@reeve/database/queries/work-queues/lock-work-queues'
import { readWorkQueues } from '@reeve/database/queries/work-queues/read-work-queues'
import type { Event, WorkQueueCreate, WorkQueueResponse, WorkQueueUpdate } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { NotFound, Refused } from '../../http/errors.ts'
import { detachFinishedRuns } from '../flow-runs/delete-many-runs.ts'
import { addPool } from './create-work-pool.ts'
import { addQueue } from './create-work-queue.ts'
import { AGENT_POOL } from './ensure-work-queue.ts'
import { changeQueue, poolOf } from './update-work-queue.ts'

/** What a pool has of storage that nobody configured. */
export const NO_STORAGE = {
  bundle_upload_step: null,
  bundle_execution_step: null,
  default_result_storage_block_id: null,
} as const

/** The agents' pool as it is made for the first queue that needs one. [E37] */
const NEW_AGENT_POOL = {
  name: AGENT_POOL,
  description: null,
  type: 'prefect-agent',
  base_job_template: {},
  is_paused: false,
  concurrency_limit: null,
  storage_configuration: NO_STORAGE,
} as const

/** Adds a queue to the agents' pool, which is made if it is not there. Refuses with 409 if the name is taken. [E37] */
export async function createAgentQueue(ctx: Context, body: WorkQueueCreate): Promise<WorkQueueResponse> {
  const id = await writeWithEvents(ctx, async (db) => {
    const { pool, events } = await requireAgentPool(ctx, db)
    // The queue of this name came with the pool.
    if (events.length > 0 && body.name === 'default')
      return { result: pool.default_queue_id as string, events }
    const added = await addQueue(ctx, db, { pool, queue: body })
    if (!added) throw new Refused(409, 'A work queue with this name already exists.')
    return { result: added.id, events: [...events, ...added.events] }
  })
  return readAgentQueue(ctx, id)
}

async function requireAgentPool(
  ctx: Context,
  db: Db,
): Promise<{ readonly pool: StoredWorkPool; readonly events: readonly Event[] }> {
  const existing = await lockWorkPool(db, AGENT_POOL)
  if (existing) return { pool: existing, events: [] }
  const made = await addPool(ctx, db, NEW_AGENT_POOL)
  const pool = await lockWorkPool(db, AGENT_POOL)
  if (!pool) throw new Error(`Work pool "${AGENT_POOL}" is gone right after it was made`)
  return { pool, events: made?.events ?? [] }
}

/** A queue of any pool. Refuses with 404. [E41] */
export async function readAgentQueue({ database }: Context, id: string): Promise<WorkQueueResponse> {
  const [queue] = await readWorkQueues(database.quick, { work_queues: { id: { any_: [id] } }, limit: 1 })
  if (!queue) throw new NotFound('work queue')
  return queue
}

/** The queue of this name in the agents' pool. Refuses with 404. */
export async function readAgentQueueByName(ctx: Context, name: string): Promise<WorkQueueResponse> {
  const id = await findWorkQueueByName(ctx.database.quick, name, AGENT_POOL)
  if (id === undefined) throw new NotFound('work queue')
  return readAgentQueue(ctx, id)
}

/** Changes what was sent of a queue of any pool; nobody gives way if it takes a place that is held. Refuses with 404. */
export const updateAgentQueue = (
  ctx: Context,
  id: string,
  changes: Partial<WorkQueueUpdate>,
): Promise<null> =>
  writeWithEvents(ctx, async (db) => {
    const [queue] = await lockWorkQueues(db, [id])
    if (!queue) throw new NotFound(`Work Queue ${id}`)
    return { result: null, events: await changeQueue(ctx, db, { queue, changes }) }
  })

/** Deletes a queue of any pool; the default one violates a constraint. Refuses with 404. */
export async function deleteAgentQueue(ctx: Context, id: string): Promise<null> {
  await detachFinishedRuns(ctx, { queueId: id })
  return writeWithEvents(ctx, async (db) => {
    const [queue] = await lockWorkQueues(db, [id])
    if (!queue) throw new NotFound('work queue')
    await deleteWorkQueue(db, id)
    const facts = { id, name: queue.name, pool: poolOf(queue) }
    return { result: null, events: [workQueueEvent('deleted', facts, occurrence(ctx))] }
  })
}
