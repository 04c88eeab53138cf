import type { Instant, WorkerStatus, WorkPoolStatus, WorkQueueStatus } from '@reeve/wire'
import { secondsBetween } from '@reeve/wire'

/** The type of the pools that agents of old serve: nobody pauses or readies them by status. [E31] */
export const AGENT_POOL_TYPE = 'prefect-agent'

/** How long after it was polled a queue that is unpaused counts as served. [E31] */
const POLLED_RECENTLY_SECONDS = 60

/** How often a worker is taken to report if it does not say. [E32] */
const DEFAULT_HEARTBEAT_INTERVAL_SECONDS = 30
/** Missing this many reports makes a worker count as gone. [E32] */
const MISSED_HEARTBEATS = 3

/** The status that a change of `is_paused` gives to a pool; undefined if it leaves it alone. [E31] */
export function pausedPoolStatus(
  pool: { readonly type: string; readonly hasOnlineWorker: boolean },
  isPaused: boolean | null | undefined,
): WorkPoolStatus | undefined {
  if (typeof isPaused !== 'boolean' || pool.type === AGENT_POOL_TYPE) return undefined
  if (isPaused) return 'PAUSED'
  return pool.hasOnlineWorker ? 'READY' : 'NOT_READY'
}

/** The status that a change of `is_paused` gives to a queue; undefined if it leaves it alone. [E31] */
export function pausedQueueStatus(
  queue: { readonly status: WorkQueueStatus; readonly last_polled: Instant | null },
  isPaused: boolean | undefined,
  now: Instant,
): WorkQueueStatus | undefined {
  if (isPaused === undefined || isPaused === (queue.status === 'PAUSED')) return undefined
  if (isPaused) return 'PAUSED'
  return wasPolledRecently(queue.last_polled, now) ? 'READY' : 'NOT_READY'
}

/** Whether somebody asked for a queue's runs in the last minute. [E31, E33] */
export const wasPolledRecently = (lastPolled: Instant | null, now: Instant): boolean =>
  lastPolled !== null && secondsBetween(lastPolled, now) <= POLLED_RECENTLY_SECONDS

/** When a worker reported last, and how often it means to. */
export interface Heartbeat {
  readonly last_heartbeat_time: Instant
  readonly heartbeat_interval_seconds: number | null
}

/** How long a worker may be silent. Defaults: 3 reports, 30 seconds apart if it does not say. [E18] */
export interface Patience {
  readonly missedHeartbeats?: number
  readonly fallbackIntervalSeconds?: number
}

/** Whether a worker has been silent for too long. [E18] */
export function isSilent(worker: Heartbeat, now: Instant, patience: Patience = {}): boolean {
  const {
    missedHeartbeats = MISSED_HEARTBEATS,
    fallbackIntervalSeconds = DEFAULT_HEARTBEAT_INTERVAL_SECONDS,
  } = patience
  const interval = worker.heartbeat_interval_seconds ?? fallbackIntervalSeconds
  return secondsBetween(worker.last_heartbeat_time, now) > interval * missedHeartbeats
}

/** A worker's status as answers tell it, whatever is stored. [E32] */
export function workerStatus(worker: Heartbeat, now: Instant): WorkerStatus {
  const interval = worker.heartbeat_interval_seconds || DEFAULT_HEARTBEAT_INTERVAL_SECONDS
  const silence = secondsBetween(worker.last_heartbeat_time, now)
  return silence < interval * MISSED_HEARTBEATS ? 'ONLINE' : 'OFFLINE'
}
