import { deploymentStatusEvent, workQueueStatusEvent } from '@reeve/core/events'
import { lockDeployments } from '@reeve/database/queries/deployments/find-deployments'
import { lockWorkQueues } from '@reeve/database/queries/work-queues/lock-work-queues'
import {
  findUnreadyDeployments,
  markWorkQueuesPolled,
} from '@reeve/database/queries/work-queues/mark-work-queues-polled'
import { type Instant, secondsBetween, type WorkQueueStatus } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { poolOf } from './update-work-queue.ts'

/** A poll this soon after one that was noted changes nothing: a minute must pass before a queue counts as unserved. */
const NOTED_SECONDS = 5

/** A queue that somebody polled, as it was then. */
export interface PolledQueue {
  readonly id: string
  readonly status: WorkQueueStatus
  readonly last_polled: Instant | null
  /** A deployment on it that does not count as served. */
  readonly unready_deployment_id: string | null
}

/**
 * Notes when queues and the deployments on them were polled and tells of those that are ready by that. Polls are
 * many: one that finds all noted a moment ago writes nothing. [E28]
 */
export async function noteQueuePolls(ctx: Context, polled: readonly PolledQueue[]): Promise<void> {
  const now = ctx.clock.now()
  const unnoted = polled.filter((queue) => isUnnoted(queue, now) || queue.unready_deployment_id !== null)
  if (unnoted.length === 0) return
  const waking = new Set(unnoted.flatMap((queue) => (queue.unready_deployment_id === null ? [] : [queue.id])))
  await writeWithEvents(ctx, async (db) => {
    // Others may have noted their own polls while this one waited for the rows.
    const queues = await lockWorkQueues(
      db,
      unnoted.map(({ id }) => id),
    )
    const stale = queues.filter((queue) => isUnnoted(queue, now) || waking.has(queue.id))
    if (stale.length === 0) return { result: undefined, events: [] }
    const ids = stale.map(({ id }) => id)
    const unready = await findUnreadyDeployments(db, ids)
    const deployments = unready.length === 0 ? [] : await lockDeployments(db, unready)
    await markWorkQueuesPolled(db, ids, now)
    const events = [
      ...stale
        .filter(({ status }) => status === 'NOT_READY')
        .map((queue) => workQueueStatusEvent({ ...queue, pool: poolOf(queue) }, 'READY', occurrence(ctx))),
      ...deployments
        .filter(({ status }) => status === 'NOT_READY')
        .map((deployment) => deploymentStatusEvent('ready', deployment, occurrence(ctx))),
    ]
    return { result: undefined, events }
  })
}

const isUnnoted = (queue: Pick<PolledQueue, 'status' | 'last_polled'>, now: Instant): boolean =>
  queue.status === 'NOT_READY' ||
  queue.last_polled === null ||
  secondsBetween(queue.last_polled, now) >= NOTED_SECONDS
