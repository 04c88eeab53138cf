import {
  type Instant,
  isWrittenNumber,
  type Json,
  type State,
  type StateCreate,
  type StateDetails,
  type StateType,
} from '@reeve/wire'
import type { ProposedState } from './facts.ts'

/** Every type that a state can have. [A-types] */
export const STATE_TYPES = [
  'SCHEDULED',
  'PENDING',
  'RUNNING',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  'CRASHED',
  'PAUSED',
  'CANCELLING',
] as const satisfies readonly StateType[]

/** The names of states that are proposed without one. [A1] */
const DEFAULT_NAMES = {
  SCHEDULED: 'Scheduled',
  PENDING: 'Pending',
  RUNNING: 'Running',
  COMPLETED: 'Completed',
  FAILED: 'Failed',
  CANCELLED: 'Cancelled',
  CRASHED: 'Crashed',
  PAUSED: 'Paused',
  CANCELLING: 'Cancelling',
} as const satisfies Record<StateType, string>

/** True for the types that end a run. [A3] */
export function isTerminal(type: StateType): boolean {
  return type === 'COMPLETED' || type === 'FAILED' || type === 'CANCELLED' || type === 'CRASHED'
}

/** All details of a state, those not given at their defaults; keys that are none are left out. [A5] */
export function stateDetails(given: Partial<StateDetails> = {}): StateDetails {
  return {
    flow_run_id: given.flow_run_id ?? null,
    task_run_id: given.task_run_id ?? null,
    child_flow_run_id: given.child_flow_run_id ?? null,
    scheduled_time: given.scheduled_time ?? null,
    cache_key: given.cache_key ?? null,
    cache_expiration: given.cache_expiration ?? null,
    deferred: given.deferred === undefined ? false : given.deferred,
    untrackable_result: given.untrackable_result ?? false,
    pause_timeout: given.pause_timeout ?? null,
    pause_reschedule: given.pause_reschedule ?? false,
    pause_key: given.pause_key ?? null,
    run_input_keyset: given.run_input_keyset ?? null,
    refresh_cache: given.refresh_cache ?? null,
    retriable: given.retriable ?? null,
    transition_id: given.transition_id ?? null,
    task_parameters_id: given.task_parameters_id ?? null,
    traceparent: given.traceparent ?? null,
    deployment_concurrency_lease_id: given.deployment_concurrency_lease_id ?? null,
  }
}

/** What a state may be made of; everything but the type has a default. */
export interface StateParts {
  readonly type: StateType
  readonly name?: string | null
  readonly message?: string | null
  readonly data?: Json
  readonly state_details?: Partial<StateDetails>
}

/** A proposal from its parts. A SCHEDULED one without a time is scheduled now. [A1, A5] */
export function proposeState(parts: StateParts, now: Instant): ProposedState {
  const details = stateDetails(parts.state_details)
  return {
    type: parts.type,
    name: parts.name ?? DEFAULT_NAMES[parts.type],
    message: parts.message ?? null,
    data: parts.data ?? null,
    state_details:
      parts.type === 'SCHEDULED' && details.scheduled_time === null
        ? { ...details, scheduled_time: now }
        : details,
  }
}

/** A proposal from the body of a request. [A1, A4, A5] */
export const toProposedState = (create: StateCreate, now: Instant): ProposedState =>
  proposeState(create as StateParts, now)

/** The content of an existing state as a proposal: a copy gets an id and a timestamp of its own. */
export const copyState = (state: State): ProposedState => ({
  type: state.type,
  name: state.name ?? DEFAULT_NAMES[state.type],
  message: state.message ?? null,
  data: (state.data ?? null) as Json,
  state_details: stateDetails(state.state_details),
})

/**
 * True if the data is metadata of a result that is stored somewhere: an object that does not say
 * `unpersisted`. Anything else, of whatever shape a client sent, is not. [B4, B45, B61b]
 */
export function isPersistedResult(data: unknown): boolean {
  return (
    typeof data === 'object' &&
    data !== null &&
    !Array.isArray(data) &&
    !isWrittenNumber(data) &&
    !('type' in data && data.type === 'unpersisted')
  )
}

/** True if a state holds such a result; an empty object counts as nothing. [B4] */
export const holdsPersistedResult = (state: State): boolean =>
  isPersistedResult(state.data) && Object.keys(state.data as object).length > 0
