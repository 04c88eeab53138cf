import { addMicroseconds, type Instant, type State, secondsBetween } from '@reeve/wire'
import type { ProposedState, RunTimes } from './facts.ts'
import { isTerminal } from './states.ts'

/**
 * When a new state begins: now, or just after the current one where the clock has not moved past it. Two states of
 * a run never share a timestamp and their order is the order in which they were written. [A11]
 */
export const stateTimestamp = (current: State | null, now: Instant): Instant =>
  current !== null && now <= current.timestamp ? addMicroseconds(current.timestamp, 1) : now

/** The first time that the run ran, or ended without having run. [A13] */
export function startTime(run: RunTimes, proposed: ProposedState, timestamp: Instant): Instant | null {
  if (run.start_time !== null) return run.start_time
  if (proposed.type === 'RUNNING') return timestamp
  return isTerminal(proposed.type) && run.end_time === null ? timestamp : null
}

/** When the run ended: the first of several terminal states counts, leaving them clears it. [A14] */
export function endTime(
  run: RunTimes,
  current: State | null,
  { proposed, timestamp }: Moved,
): Instant | null {
  if (isTerminal(proposed.type)) return run.end_time ?? timestamp
  return current !== null && isTerminal(current.type) ? null : run.end_time
}

/** Seconds spent in RUNNING states that were left. [A15] */
export const totalRunTime = (run: RunTimes, current: State | null, timestamp: Instant): number =>
  current?.type === 'RUNNING'
    ? run.total_run_time + secondsBetween(current.timestamp, timestamp)
    : run.total_run_time

/** When the run was first expected to start. [A16] */
export function expectedStartTime(
  run: RunTimes,
  proposed: ProposedState,
  timestamp: Instant,
): Instant | null {
  if (run.expected_start_time !== null) return run.expected_start_time
  return proposed.type === 'SCHEDULED' ? proposed.state_details.scheduled_time : timestamp
}

/** When a SCHEDULED run is to start. [A17] */
export function nextScheduledStartTime(
  run: RunTimes,
  current: State | null,
  proposed: ProposedState,
): Instant | null {
  if (proposed.type === 'SCHEDULED') return proposed.state_details.scheduled_time
  return current?.type === 'SCHEDULED' ? null : run.next_scheduled_start_time
}

/** A proposal that is going to be written, and when it begins. */
export interface Moved {
  readonly proposed: ProposedState
  readonly timestamp: Instant
}

/** The columns that follow from a new state for runs of both kinds. [A13-A17] */
export function settledTimes(run: RunTimes, current: State | null, moved: Moved): RunTimes {
  const { proposed, timestamp } = moved
  return {
    run_count: run.run_count,
    start_time: startTime(run, proposed, timestamp),
    end_time: endTime(run, current, moved),
    total_run_time: totalRunTime(run, current, timestamp),
    expected_start_time: expectedStartTime(run, proposed, timestamp),
    next_scheduled_start_time: nextScheduledStartTime(run, current, proposed),
  }
}
