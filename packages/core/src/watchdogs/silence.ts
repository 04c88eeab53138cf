import { type Instant, secondsBetween } from '@reeve/wire'

/** A run that leaves out this many heartbeats, by the pace that it showed itself, has stopped sending them. */
const MISSED_HEARTBEATS = 5
/** A single heartbeat shows no pace: the limit is taken this many times. */
const UNKNOWN_PACE_FACTOR = 4

/** When a run's process was heard of last, and the times of its last two heartbeats by its own clock. */
export interface LastHeartbeat {
  readonly heard: Instant
  readonly occurred: Instant
  readonly previous: Instant | null
}

/**
 * After how many seconds without a heartbeat a run counts as silent: `limitSeconds` at least, and longer for those
 * that send heartbeats at long intervals or have sent but one.
 */
export function silenceLimit({ occurred, previous }: LastHeartbeat, limitSeconds: number): number {
  if (previous === null) return limitSeconds * UNKNOWN_PACE_FACTOR
  return Math.max(limitSeconds, secondsBetween(previous, occurred) * MISSED_HEARTBEATS)
}

/** Whether a run that sent heartbeats has stopped. */
export const hasFallenSilent = (heartbeat: LastHeartbeat, limitSeconds: number, now: Instant): boolean =>
  secondsBetween(heartbeat.heard, now) > silenceLimit(heartbeat, limitSeconds)
