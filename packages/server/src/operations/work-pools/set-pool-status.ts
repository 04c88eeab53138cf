import { workPoolStatusEvent } from '@reeve/core/events'
import type { Db } from '@reeve/database'
import type { StoredWorkPool } from '@reeve/database/queries/work-pools/lock-work-pool'
import { updateWorkPool, type WorkPoolChanges } from '@reeve/database/queries/work-pools/update-work-pool'
import type { Event, WorkPoolStatus } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence } from '../../events/write-with-events.ts'

/** Gives a locked pool a status, other columns along with it; returns the event that tells of it. [E18, E30, E31] */
export async function setPoolStatus(
  ctx: Context,
  db: Db,
  { pool, status, changes }: PoolStatusChange,
): Promise<Event> {
  const event = workPoolStatusEvent(
    { pool, status, previous: { id: pool.last_status_event_id, at: pool.last_transitioned_status_at } },
    occurrence(ctx),
  )
  await updateWorkPool(db, pool.id, {
    ...changes,
    status,
    last_status_event_id: event.id,
    last_transitioned_status_at: event.occurred,
    updated: event.occurred,
  })
  return event
}

interface PoolStatusChange {
  readonly pool: StoredWorkPool
  readonly status: WorkPoolStatus
  readonly changes?: Omit<WorkPoolChanges, 'updated'>
}
