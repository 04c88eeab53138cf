import { workQueueEvent } from '@reeve/core/events'
import { firstFreePriority, renumber } from '@reeve/core/work'
import type { Db } from '@reeve/database'
import { lockWorkPool, type StoredWorkPool } from '@reeve/database/queries/work-pools/lock-work-pool'
import { insertWorkQueue } from '@reeve/database/queries/work-queues/insert-work-queue'
import { lockWorkQueuesOfPool } from '@reeve/database/queries/work-queues/lock-work-queues'
import { readWorkPoolQueue } from '@reeve/database/queries/work-queues/read-work-queue'
import { moveWorkQueues } from '@reeve/database/queries/work-queues/update-work-queue'
import type { Event, WorkQueueCreate, WorkQueueResponse } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { Refused } from '../../http/errors.ts'
import { requireRow } from '../require-row.ts'
import { missingPool, missingQueue } from './missing-work.ts'

/** A queue that was added, and the event that tells of it. */
interface AddedQueue {
  readonly id: string
  readonly events: readonly Event[]
}

/** What clients of the reference read here, its placeholder left in. [E39] */
const TAKEN = 'A work queue with this name already exists in work pool {work_pool_name!r}.'

/** Adds a queue to a pool. Refuses with 404 without the pool, with 409 if it has one of that name. [E38, E39] */
export async function createWorkQueue(
  ctx: Context,
  poolName: string,
  body: WorkQueueCreate,
): Promise<WorkQueueResponse> {
  await writeWithEvents(ctx, async (db) => {
    const pool = await lockWorkPool(db, poolName)
    if (!pool) throw missingPool(poolName)
    const added = await addQueue(ctx, db, { pool, queue: body })
    if (!added) throw new Refused(409, TAKEN)
    return { result: null, events: added.events }
  })
  const queue = await readWorkPoolQueue(ctx.database.quick, poolName, body.name)
  return requireRow(queue, missingQueue(poolName, body.name).message)
}

/** Adds a queue at its place, or the first free one, of a pool that is locked; undefined if the name is taken. */
export async function addQueue(
  ctx: Context,
  db: Db,
  { pool, queue }: { readonly pool: StoredWorkPool; readonly queue: WorkQueueCreate },
): Promise<AddedQueue | undefined> {
  const others = await lockWorkQueuesOfPool(db, pool.id)
  const priority = queue.priority ?? firstFreePriority(others.map((other) => other.priority))
  const id = ctx.ids.next()
  const now = ctx.clock.now()
  const row = { ...queue, id, priority, work_pool_id: pool.id, now }
  if (!(await insertWorkQueue(db, row))) return undefined
  const moves = queue.priority === null ? [] : renumber([...others, { id, priority }], id)
  await moveWorkQueues(
    db,
    moves.map((move) => ({ ...move, updated: now })),
  )
  return { id, events: [workQueueEvent('created', { id, name: queue.name, pool }, occurrence(ctx))] }
}
