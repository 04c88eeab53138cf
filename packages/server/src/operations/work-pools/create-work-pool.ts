import { workPoolEvent, workPoolStatusEvent } from '@reeve/core/events'
import { AGENT_POOL_TYPE } from '@reeve/core/work'
import type { Db } from '@reeve/database'
import { insertWorkPool } from '@reeve/database/queries/work-pools/insert-work-pool'
import { lockWorkPool } from '@reeve/database/queries/work-pools/lock-work-pool'
import { readWorkPool } from '@reeve/database/queries/work-pools/read-work-pool'
import { updateWorkPool } from '@reeve/database/queries/work-pools/update-work-pool'
import type { Event, JsonObject, WorkPoolCreate, WorkPoolResponse, WorkPoolStatus } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { Refused } from '../../http/errors.ts'
import { requireValidDefaults } from '../deployments/job-variables.ts'
import { requireRow } from '../require-row.ts'
import { addQueue } from './create-work-queue.ts'
import { missingPool } from './missing-work.ts'

/** What belongs to the default queue of every pool. [E38] */
const DEFAULT_QUEUE = {
  name: 'default',
  description: "The work pool's default queue.",
  is_paused: false,
  concurrency_limit: null,
  priority: null,
  filter: null,
} as const

/** Whether a name belongs to pools that clients may not make, delete or redefine. [E39] */
export const isReserved = (name: string): boolean => name.toLowerCase().startsWith('prefect')

/**
 * Adds a pool with its default queue. Refuses reserved names with 403, taken ones with 409, defaults that break the
 * template's own schema with 422. [E31, E38-E40]
 */
export async function createWorkPool(ctx: Context, body: WorkPoolCreate): Promise<WorkPoolResponse> {
  if (isReserved(body.name))
    throw new Refused(403, "Work pools starting with 'Prefect' are reserved for internal use.")
  await writeWithEvents(ctx, async (db) => {
    await requireValidDefaults(ctx, db, body.base_job_template as JsonObject)
    const made = await addPool(ctx, db, body)
    if (!made) throw new Refused(409, 'A work pool with this name already exists.')
    const { pool, status } = made
    const events = [...made.events, workPoolStatusEvent({ pool, status, previous: null }, occurrence(ctx))]
    return { result: null, events }
  })
  return requireRow(await readWorkPool(ctx.database.quick, body.name), missingPool(body.name).message)
}

/** A pool that was added, and the events that tell of it. */
interface AddedPool {
  readonly pool: { readonly id: string; readonly name: string; readonly type: string }
  readonly status: WorkPoolStatus
  readonly events: readonly Event[]
}

/** Adds a pool with its default queue; undefined if the name is taken. */
export async function addPool(ctx: Context, db: Db, body: WorkPoolCreate): Promise<AddedPool | undefined> {
  const id = ctx.ids.next()
  const now = ctx.clock.now()
  const status = body.is_paused && body.type !== AGENT_POOL_TYPE ? 'PAUSED' : 'NOT_READY'
  if (!(await insertWorkPool(db, { ...body, id, status, now }))) return undefined
  const inserted = await lockWorkPool(db, body.name)
  if (!inserted) throw new Error(`Work pool "${body.name}" is gone right after it was made`)
  const queue = await addQueue(ctx, db, { pool: inserted, queue: DEFAULT_QUEUE })
  if (!queue) throw new Error(`Work pool "${body.name}" had a default queue before it was made`)
  await updateWorkPool(db, id, { default_queue_id: queue.id, updated: now })
  const pool = { ...inserted, default_queue_id: queue.id }
  return { pool, status, events: [...queue.events, workPoolEvent('created', pool, occurrence(ctx))] }
}
