import { workPoolEvent, workQueueEvent } from '@reeve/core/events'
import type { Db } from '@reeve/database'
import { addAgentPool, setDefaultQueue } from '@reeve/database/queries/work-pools/add-agent-pool'
import { addWorkQueue, moveWorkQueueToFront } from '@reeve/database/queries/work-queues/add-work-queue'
import { type FoundWorkQueue, findWorkQueue } from '@reeve/database/queries/work-queues/find-work-queue'
import type { Event } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence } from '../../events/write-with-events.ts'
import { Refused } from '../../http/errors.ts'
import { FORBIDDEN_CHARACTERS, FORBIDDEN_IN_NAMES } from '../forbidden-in-names.ts'
import { missingPool } from './missing-work.ts'

/** Where queues live that no pool is named for. */
export const AGENT_POOL = 'default-agent-pool'

const DEFAULT_QUEUE = 'default'
const DEFAULT_QUEUE_DESCRIPTION = "The work pool's default queue."

/** A queue that is there now, and the events of what had to be made for that. */
export interface EnsuredQueue {
  readonly queue_id: string | null
  readonly events: readonly Event[]
}

/** Which queue: of a pool its default one if it is not named, and one of the agents' pool if no pool is. */
export interface QueueNames {
  readonly pool: string | null
  readonly queue: string | null
}

/** The queue of these names, made if its pool is there and has none. Refuses with 404 without the pool, with 422 what no queue may be called. [C25] */
export async function ensureWorkQueue(
  ctx: Context,
  db: Db,
  { pool, queue }: QueueNames,
): Promise<EnsuredQueue> {
  if (!pool && !queue) return { queue_id: null, events: [] }
  if (!pool) return ensureAgentQueue(ctx, db, queue as string)
  const found = await findWorkQueue(db, pool, queue || null)
  if (!found) throw missingPool(pool)
  if (found.queue_id || !queue) return { queue_id: found.queue_id, events: [] }
  return addQueue(ctx, db, { pool: found, name: queue, description: '' })
}

/** A queue of the agents' pool; a new one comes first of all. */
async function ensureAgentQueue(ctx: Context, db: Db, name: string): Promise<EnsuredQueue> {
  const made = await addMissingAgentPool(ctx, db)
  const pool = await findWorkQueue(db, AGENT_POOL, name)
  if (!pool) throw missingPool(AGENT_POOL)
  if (pool.queue_id) return { queue_id: pool.queue_id, events: made }
  const { queue_id, events } = await addQueue(ctx, db, { pool, name, description: '' })
  if (queue_id) await moveWorkQueueToFront(db, pool.pool_id, queue_id)
  return { queue_id, events: [...made, ...events] }
}

async function addMissingAgentPool(ctx: Context, db: Db): Promise<Event[]> {
  const id = ctx.ids.next()
  if (!(await addAgentPool(db, { id, name: AGENT_POOL, now: ctx.clock.now() }))) return []
  const pool = { pool_id: id, pool_name: AGENT_POOL, pool_type: 'prefect-agent' }
  const { queue_id, events } = await addQueue(ctx, db, {
    pool,
    name: DEFAULT_QUEUE,
    description: DEFAULT_QUEUE_DESCRIPTION,
  })
  await setDefaultQueue(db, id, queue_id as string)
  const facts = {
    id,
    name: AGENT_POOL,
    type: pool.pool_type,
    default_queue_id: queue_id,
    storage_configuration: {},
  }
  return [...events, workPoolEvent('created', facts, occurrence(ctx))]
}

interface NewQueue {
  readonly pool: Pick<FoundWorkQueue, 'pool_id' | 'pool_name' | 'pool_type'>
  readonly name: string
  readonly description: string
}

async function addQueue(ctx: Context, db: Db, { pool, name, description }: NewQueue): Promise<EnsuredQueue> {
  if (FORBIDDEN_IN_NAMES.test(name)) {
    throw new Refused(
      422,
      `Cannot make the queue ${JSON.stringify(name)}: it contains ${FORBIDDEN_CHARACTERS}`,
    )
  }
  const id = ctx.ids.next()
  const row = { id, work_pool_id: pool.pool_id, name, description, now: ctx.clock.now() }
  if (!(await addWorkQueue(db, row))) {
    const winner = await findWorkQueue(db, pool.pool_name, name)
    return { queue_id: winner?.queue_id ?? null, events: [] }
  }
  const facts = { id: pool.pool_id, name: pool.pool_name, type: pool.pool_type }
  return { queue_id: id, events: [workQueueEvent('created', { id, name, pool: facts }, occurrence(ctx))] }
}
