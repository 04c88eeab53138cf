import type { Instant, StateType } from '@reeve/wire'
import { secondsBetween, toMicroseconds } from '@reeve/wire'
import { ENDED_TYPES } from '../schema/ended-types.ts'

/** The columns of a run that estimates are made of. */
export interface EstimateColumns {
  readonly state_type: StateType | null
  readonly state_timestamp: Instant | null
  readonly start_time: Instant | null
  readonly expected_start_time: Instant | null
  /** Seconds. */
  readonly total_run_time: number
}

/** Seconds that the run has been running, up to now if it still is. [A24] */
export function estimatedRunTime(run: EstimateColumns, now: Instant): number {
  if (run.state_type !== 'RUNNING' || run.state_timestamp === null) return run.total_run_time
  return toMicroseconds(run.total_run_time + secondsBetween(run.state_timestamp, now))
}

/** Seconds by which the run started late, or is late by now. [A25] */
export function estimatedStartTimeDelta(run: EstimateColumns, now: Instant): number {
  const { start_time: started, expected_start_time: expected, state_type: type } = run
  if (expected === null) return 0
  if (started !== null) return started > expected ? secondsBetween(expected, started) : 0
  return expected < now && !(type && ENDED_TYPES.includes(type)) ? secondsBetween(expected, now) : 0
}
