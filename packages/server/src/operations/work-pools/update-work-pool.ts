import { workPoolUpdatedEvent } from '@reeve/core/events'
import { pausedPoolStatus } from '@reeve/core/work'
import type { Db } from '@reeve/database'
import { lockWorkPool, type StoredWorkPool } from '@reeve/database/queries/work-pools/lock-work-pool'
import { updateWorkPool as update } from '@reeve/database/queries/work-pools/update-work-pool'
import { hasOnlineWorker } from '@reeve/database/queries/workers/has-online-worker'
import type { Event, WorkPoolUpdate } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { Refused } from '../../http/errors.ts'
import { columnChanges } from '../column-changes.ts'
import { isReserved } from './create-work-pool.ts'
import { missingPool } from './missing-work.ts'
import { poolWatchersOf } from './pool-watchers.ts'
import { setPoolStatus } from './set-pool-status.ts'

/** What may be changed of pools with reserved names. [E39] */
const CHANGEABLE_IF_RESERVED = new Set(['is_paused', 'concurrency_limit'])

/** The columns whose change is told; that of `is_paused` shows in the status. */
const TOLD_COLUMNS = ['description', 'base_job_template', 'concurrency_limit', 'storage_configuration']

/** What workers act on: those that are connected are shown the pool when one of these is sent. */
const WATCHED = ['base_job_template', 'concurrency_limit', 'is_paused', 'storage_configuration']

/** Changes what was sent of a pool. Refuses with 404, with 403 what is not changed of reserved pools. [E31, E39] */
export async function updateWorkPool(
  ctx: Context,
  name: string,
  changes: Partial<WorkPoolUpdate>,
): Promise<null> {
  if (isReserved(name) && Object.keys(changes).some((field) => !CHANGEABLE_IF_RESERVED.has(field))) {
    throw new Refused(
      403,
      "Work pools starting with 'Prefect' are reserved for internal use and can only be updated to set concurrency limits or pause.",
    )
  }
  const id = await writeWithEvents(ctx, async (db) => {
    const pool = await lockWorkPool(db, name)
    if (!pool) throw missingPool(name)
    return { result: pool.id, events: await changePool(ctx, db, { pool, changes }) }
  })
  if (WATCHED.some((field) => field in changes)) poolWatchersOf(ctx).announce(id)
  return null
}

/** Changes a locked pool; returns the events that tell of it. */
export async function changePool(
  ctx: Context,
  db: Db,
  { pool, changes }: { readonly pool: StoredWorkPool; readonly changes: Partial<WorkPoolUpdate> },
): Promise<Event[]> {
  const told = columnChanges(pool, { ...pool, ...changes }, TOLD_COLUMNS)
  const updated = told ? [workPoolUpdatedEvent(pool, told, occurrence(ctx))] : []
  const online = changes.is_paused === false && (await hasOnlineWorker(db, pool.id))
  const status = pausedPoolStatus({ type: pool.type, hasOnlineWorker: online }, changes.is_paused)
  if (status) return [...updated, await setPoolStatus(ctx, db, { pool, status, changes })]
  await update(db, pool.id, { ...changes, updated: ctx.clock.now() })
  return updated
}
