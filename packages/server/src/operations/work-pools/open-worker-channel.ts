import type { Db } from '@reeve/database'
import {
  findWorkPool,
  lockWorkPool,
  type StoredWorkPool,
} from '@reeve/database/queries/work-pools/lock-work-pool'
import { readWorkPool } from '@reeve/database/queries/work-pools/read-work-pool'
import { lockWorkQueuesOfPool } from '@reeve/database/queries/work-queues/lock-work-queues'
import type { Event, JsonObject, WorkerHello, WorkerReport, WorkPoolResponse } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { writeWithEvents } from '../../events/write-with-events.ts'
import { requireValidDefaults } from '../deployments/job-variables.ts'
import { NO_STORAGE } from './agent-queues.ts'
import { addPool, isReserved } from './create-work-pool.ts'
import { missingPool } from './missing-work.ts'
import { poolWatchersOf } from './pool-watchers.ts'
import { changePool } from './update-work-pool.ts'
import { reportWorker } from './worker-heartbeat.ts'

/** A worker may not use the pool or one of the queues that it names. */
export class WorkerUnauthorized extends Error {}

/** A worker's pool as it is now, and the queues that it serves. */
export interface OpenedChannel {
  readonly pool: WorkPoolResponse
  readonly queues: readonly { readonly id: string; readonly name: string }[]
}

type Hello = WorkerHello['payload']

/**
 * Lets a worker in: its pool is made if it asks for that, an empty template filled with the worker's own, and the
 * worker counts as alive. Throws WorkerUnauthorized; refuses a template whose defaults are wrong.
 */
export async function openWorkerChannel(
  ctx: Context,
  poolName: string,
  hello: Hello,
): Promise<OpenedChannel> {
  const { queues, filled } = await writeWithEvents(ctx, async (db) => {
    const { pool, events } = await requirePool(ctx, db, { poolName, hello })
    const queues = await resolveQueues(db, pool.id, hello.work_queue_names)
    const template = hello.default_base_job_template as JsonObject
    const filled = isBlank(pool.base_job_template) && !isBlank(template) ? pool.id : undefined
    if (filled) await requireValidDefaults(ctx, db, template)
    const changed = filled
      ? await changePool(ctx, db, { pool, changes: { base_job_template: template } })
      : []
    const reported = await reportWorker(ctx, db, {
      pool,
      worker: { name: hello.worker_name, heartbeat_interval_seconds: hello.heartbeat_interval_seconds },
    })
    return { result: { queues, filled }, events: [...events, ...changed, ...reported] }
  })
  if (filled) poolWatchersOf(ctx).announce(filled)
  const pool = await readWorkPool(ctx.database.quick, poolName)
  if (!pool) throw new WorkerUnauthorized(missingPool(poolName).message)
  return { pool, queues }
}

const isBlank = (template: JsonObject): boolean => Object.keys(template).length === 0

async function requirePool(
  ctx: Context,
  db: Db,
  { poolName, hello }: { readonly poolName: string; readonly hello: Hello },
): Promise<{ readonly pool: StoredWorkPool; readonly events: readonly Event[] }> {
  const existing = await lockWorkPool(db, poolName)
  if (existing) return { pool: existing, events: [] }
  if (!hello.create_pool_if_not_found || isReserved(poolName))
    throw new WorkerUnauthorized(missingPool(poolName).message)
  const template = hello.default_base_job_template as JsonObject
  await requireValidDefaults(ctx, db, template)
  const made = await addPool(ctx, db, {
    name: poolName,
    description: null,
    type: hello.worker_type,
    base_job_template: template,
    is_paused: false,
    concurrency_limit: null,
    storage_configuration: NO_STORAGE,
  })
  const pool = await lockWorkPool(db, poolName)
  if (!pool) throw new Error(`Work pool "${poolName}" is gone right after it was made`)
  return { pool, events: made?.events ?? [] }
}

/** The queues that a worker names, each once; all of the pool if it names none. */
async function resolveQueues(
  db: Db,
  poolId: string,
  names: readonly string[],
): Promise<OpenedChannel['queues']> {
  const queues = await lockWorkQueuesOfPool(db, poolId)
  if (names.length === 0) return queues.map(({ id, name }) => ({ id, name }))
  return [...new Set(names)].map((wanted) => {
    const queue = queues.find(({ name }) => name === wanted)
    if (!queue) throw new WorkerUnauthorized(`The pool has no queue "${wanted}"`)
    return { id: queue.id, name: queue.name }
  })
}

/** Notes that a connected worker is alive; returns its pool as it is then. Refuses with 404 without the pool. */
export async function reportOnChannel(
  ctx: Context,
  poolName: string,
  report: WorkerReport['payload'],
): Promise<WorkPoolResponse> {
  await writeWithEvents(ctx, async (db) => {
    const pool = await findWorkPool(db, poolName)
    if (!pool) throw missingPool(poolName)
    const { worker_name: name, heartbeat_interval_seconds } = report
    const events = await reportWorker(ctx, db, { pool, worker: { name, heartbeat_interval_seconds } })
    return { result: null, events }
  })
  const pool = await readWorkPool(ctx.database.quick, poolName)
  if (!pool) throw missingPool(poolName)
  return pool
}
