import type { BulkOperationKind, Instant, StateCreate, StateType } from '@reeve/wire'
import type { FlowRunFacts, ProposedState } from '../transitions/facts.ts'
import { proposeState, toProposedState } from '../transitions/states.ts'

/** The kinds that put runs through the orchestration rules. */
export type StateKind = Extract<BulkOperationKind, 'set_state' | 'cancel' | 'retry' | 'reschedule'>

/** What a bulk operation proposes, and in whose name. */
export interface BulkProposal {
  readonly id: string
  readonly kind: StateKind
  readonly state: StateCreate | null
  readonly message: string | null
  readonly scheduled_time: Instant | null
}

/** The types of state whose runs a kind is about; null where it is about all. */
export const CONCERNED_STATES = {
  set_state: null,
  cancel: ['SCHEDULED', 'PENDING', 'RUNNING', 'PAUSED'],
  retry: ['COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED'],
  reschedule: ['SCHEDULED'],
  delete: null,
  add_tags: null,
  remove_tags: null,
  pause_deployments: null,
  resume_deployments: null,
} as const satisfies Record<BulkOperationKind, readonly StateType[] | null>

/** What to propose to a run; null for a run that the kind is not about. */
export function bulkProposal(
  operation: BulkProposal,
  now: Instant,
): (facts: FlowRunFacts) => ProposedState | null {
  const { kind, id } = operation
  switch (kind) {
    case 'set_state': {
      const proposed = operation.state && toProposedState(operation.state, now)
      return () => proposed
    }
    case 'cancel': {
      const message = operation.message ?? `Cancelled by the bulk operation ${id}`
      return (facts) => (isConcerned(kind, facts) ? cancelled(facts, message, now) : null)
    }
    case 'retry': {
      const message = operation.message ?? `Retried by the bulk operation ${id}`
      const again = proposeState({ type: 'SCHEDULED', name: 'AwaitingRetry', message }, now)
      return (facts) => (isConcerned(kind, facts) ? again : null)
    }
    case 'reschedule': {
      const message = operation.message ?? `Rescheduled by the bulk operation ${id}`
      const scheduled_time = operation.scheduled_time ?? now
      return (facts) => (isConcerned(kind, facts) ? moved(facts, { message, scheduled_time }, now) : null)
    }
  }
}

const isConcerned = (kind: Exclude<StateKind, 'set_state'>, { state }: FlowRunFacts): boolean =>
  state !== null && (CONCERNED_STATES[kind] as readonly StateType[]).includes(state.type)

/** Where a worker or a process has the run, it is asked to stop; elsewhere the run has ended at once. [B9, B10] */
function cancelled({ run, state }: FlowRunFacts, message: string, now: Instant): ProposedState {
  const isAlone =
    (state?.type === 'SCHEDULED' && (!run.infrastructure_pid || state.name === 'Resuming')) ||
    (state?.type === 'PAUSED' && state.state_details.pause_reschedule)
  return proposeState({ type: isAlone ? 'CANCELLED' : 'CANCELLING', message }, now)
}

/** A run that is to go on keeps saying so; one that was late, or waited for a slot, is as good as new. */
function moved(
  { state }: FlowRunFacts,
  to: { readonly message: string; readonly scheduled_time: Instant },
  now: Instant,
): ProposedState {
  const name = state?.name === 'AwaitingRetry' || state?.name === 'Resuming' ? state.name : 'Scheduled'
  return proposeState(
    {
      type: 'SCHEDULED',
      name,
      message: to.message,
      state_details: { scheduled_time: to.scheduled_time },
    },
    now,
  )
}

/** True for the kinds that put runs through the rules. */
export const isStateKind = (kind: BulkOperationKind): kind is StateKind =>
  kind === 'set_state' || kind === 'cancel' || kind === 'retry' || kind === 'reschedule'
