import { deploymentStatusEvent, workQueueStatusEvent } from '@reeve/core/events'
import { isSilent } from '@reeve/core/work'
import { lockDeployments } from '@reeve/database/queries/deployments/find-deployments'
import {
  findUnservedDeployments,
  findUnservedQueues,
  lockUnservedPools,
  markDeploymentsNotReady,
  markQueuesNotReady,
} from '@reeve/database/queries/work-pools/lock-unserved'
import { lockWorkQueues } from '@reeve/database/queries/work-queues/lock-work-queues'
import { findOnlineWorkers, markWorkersOffline } from '@reeve/database/queries/workers/mark-silent-workers'
import { addSeconds, type Event, type Instant } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { patienceWithWorkers } from './patience.ts'
import { setPoolStatus } from './set-pool-status.ts'
import { poolOf } from './update-work-queue.ts'

/** Marks workers that have been silent for too long as offline. Safe on several servers at once. [E18] */
export async function markSilentWorkers(ctx: Context): Promise<void> {
  const now = ctx.clock.now()
  const patience = patienceWithWorkers(ctx.settings)
  const online = await findOnlineWorkers(ctx.database.quick)
  const silent = online.filter((worker) => isSilent(worker, now, patience))
  if (silent.length === 0) return
  // Who reports from now on is not silent any more.
  const lastHeard = silent.map((worker) => worker.last_heartbeat_time).reduce(later)
  const ids = silent.map(({ id }) => id)
  await ctx.database.write((db) => markWorkersOffline(db, ids, { now, lastHeard }))
}

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b)

/** Marks pools that no worker serves any more as not ready. [E18] */
export async function markUnservedPools(ctx: Context): Promise<void> {
  await writeWithEvents(ctx, async (db) => {
    const events: Event[] = []
    for (const pool of await lockUnservedPools(db))
      events.push(await setPoolStatus(ctx, db, { pool, status: 'NOT_READY' }))
    return { result: undefined, events }
  })
}

/** Marks deployments as not ready whose runs nobody asked for lately. [E18] */
export async function markUnservedDeployments(ctx: Context): Promise<void> {
  const timeout = ctx.settings['server.services.foreman.deployment_last_polled_timeout_seconds']
  const since = addSeconds(ctx.clock.now(), -timeout)
  const found = await findUnservedDeployments(ctx.database.quick, since)
  if (found.length === 0) return
  await writeWithEvents(ctx, async (db) => {
    const locked = await lockDeployments(db, found)
    const unserved = locked.filter(
      ({ status, last_polled }) => status === 'READY' && isBefore(last_polled, since),
    )
    await markDeploymentsNotReady(
      db,
      unserved.map(({ id }) => id),
    )
    const events = unserved.map((deployment) =>
      deploymentStatusEvent('not-ready', deployment, occurrence(ctx)),
    )
    return { result: undefined, events }
  })
}

/** Marks queues as not ready that nobody polled lately. [E18] */
export async function markUnservedQueues(ctx: Context): Promise<void> {
  const timeout = ctx.settings['server.services.foreman.work_queue_last_polled_timeout_seconds']
  const now = ctx.clock.now()
  const since = addSeconds(now, -timeout)
  const found = await findUnservedQueues(ctx.database.quick, since)
  if (found.length === 0) return
  await writeWithEvents(ctx, async (db) => {
    const locked = await lockWorkQueues(db, found)
    const unserved = locked.filter(
      ({ status, last_polled }) => status === 'READY' && isBefore(last_polled, since),
    )
    await markQueuesNotReady(
      db,
      unserved.map(({ id }) => id),
      now,
    )
    const events = unserved.map((queue) =>
      workQueueStatusEvent({ ...queue, pool: poolOf(queue) }, 'NOT_READY', occurrence(ctx)),
    )
    return { result: undefined, events }
  })
}

const isBefore = (polled: Instant | null, since: Instant): boolean => polled !== null && polled < since
