import { addSeconds, type Instant, type State } from '@reeve/wire'
import type { ProposedState } from './facts.ts'
import { copyState, isTerminal, proposeState } from './states.ts'

/**
 * What a subflow's new state makes of the task run that stands for it in the parent: a copy, to be forced on that
 * task run, which points to the subflow. [A22]
 */
export function stateOfParentTaskRun(state: State, flowRunId: string): ProposedState {
  const copy = copyState(state)
  return { ...copy, state_details: { ...copy.state_details, child_flow_run_id: flowRunId } }
}

/** When a CANCELLING state has lasted too long. [E17] */
export const cancellingDeadline = (state: State, timeoutSeconds: number): Instant =>
  addSeconds(state.timestamp, timeoutSeconds)

/**
 * What to propose, by the core policy, for a run whose infrastructure did not confirm its cancellation in time; null
 * as long as the run is not CANCELLING or has time left. [E17]
 */
export function overdueCancelling(
  state: State | null,
  timeoutSeconds: number,
  now: Instant,
): ProposedState | null {
  if (state?.type !== 'CANCELLING' || now < cancellingDeadline(state, timeoutSeconds)) return null
  const message = 'Flow run cancellation timed out; marked this flow run as Cancelled.'
  return proposeState({ type: 'CANCELLED', message }, now)
}

/** Runs scheduled for this instant or earlier are late. [E13] */
export const lateBefore = (now: Instant, afterSeconds: number): Instant => addSeconds(now, -afterSeconds)

/** What to propose, by the mark-late policy, for a run that is late: its scheduled time stays. [E13] */
export const late = (scheduledTime: Instant, now: Instant): ProposedState =>
  proposeState({ type: 'SCHEDULED', name: 'Late', state_details: { scheduled_time: scheduledTime } }, now)

/**
 * What to force on a run whose pause is over and which nobody resumed; null as long as it is not PAUSED, has time
 * left or may wait for ever. [E14]
 */
export function expiredPause(state: State | null, now: Instant): ProposedState | null {
  const timeout = state?.type === 'PAUSED' ? state.state_details.pause_timeout : null
  if (!timeout || timeout >= now) return null
  return proposeState({ type: 'FAILED', message: 'The flow was paused and never resumed.' }, now)
}

const PARENT_CANCELLED = 'The parent flow run was cancelled.'

/** What to force on a task run of a cancelled flow run; null if it has ended. [E15] */
export const cancelledWithFlowRun = (state: State | null, now: Instant): ProposedState | null =>
  state && isTerminal(state.type) ? null : proposeState({ type: 'CANCELLED', message: PARENT_CANCELLED }, now)

/**
 * What to propose, by the minimal policy, for a subflow of a cancelled flow run: one with a deployment has
 * infrastructure that must be told. Null if it has ended or is being cancelled already. [E16]
 */
export function cancelledWithParent(
  subflow: { readonly state: State | null; readonly deployment_id: string | null },
  now: Instant,
): ProposedState | null {
  const { state, deployment_id } = subflow
  if (state && isTerminal(state.type)) return null
  if (deployment_id === null) return proposeState({ type: 'CANCELLED', message: PARENT_CANCELLED }, now)
  return state?.type === 'CANCELLING'
    ? null
    : proposeState({ type: 'CANCELLING', message: PARENT_CANCELLED }, now)
}

/** What resuming a paused run proposes: one that left its process is scheduled anew. [C23] */
export const resumed = (paused: State, now: Instant): ProposedState =>
  paused.state_details.pause_reschedule
    ? proposeState({ type: 'SCHEDULED', name: 'Resuming' }, now)
    : proposeState({ type: 'RUNNING' }, now)

/** The status of an answer: 201 if it tells of a state made since the request came in. [A37] */
export const answerStatus = (state: State | null, requested: Instant): 200 | 201 =>
  state !== null && state.timestamp >= requested ? 201 : 200
