import type { Instant, State, StateType } from '@reeve/wire'
import type {
  FlowRunColumns,
  FlowRunFacts,
  Ledger,
  ProposedState,
  SlotEffect,
  Surroundings,
  TaskRunColumns,
  TaskRunFacts,
  Verdict,
} from './facts.ts'
import { STATE_TYPES } from './states.ts'

/** A state's type, or null where there is no state. */
export type StateTypeOrNone = StateType | null

/** What a rule sees: the proposal and the run as the rules before it left them. */
export interface Transition<Facts, Run> {
  readonly facts: Facts
  readonly current: State | null
  /** The proposal as it stands; never null when `before` is asked, null in `after` if it was turned down. */
  readonly proposed: ProposedState | null
  readonly run: Run
  readonly ledger: Ledger
  readonly surroundings: Surroundings
  readonly verdict: Verdict
}

/** What `before` sees. */
export type Proposal<Facts, Run> = Transition<Facts, Run> & { readonly proposed: ProposedState }

/** What a rule wants changed besides the state. */
export interface Effects<Columns> {
  readonly columns?: Partial<Columns>
  readonly slots?: readonly SlotEffect[]
  readonly failedTaskRuns?: ProposedState
  readonly cache?: { readonly key: string; readonly expiration: Instant | null }
  readonly enqueue?: 'scheduled' | 'retry'
}

/**
 * What a rule answers to a proposal. With a verdict it refuses it: `proposed` is then the state to be written in
 * its place, or null if the current one stays. Without a verdict, `proposed` is the proposal with changes to
 * anything but its type. If a later rule changes the type of the proposal, the effects are forgotten, except that
 * a lease renewed stays renewed.
 */
export interface Outcome<Columns> extends Effects<Columns> {
  readonly verdict?: Verdict
  readonly proposed?: ProposedState | null
}

/**
 * One rule of a policy: two pure functions and the transitions that they are asked about. `before` is asked if
 * the proposal still has the type that the client intended; `after` is asked, from the last rule to the first, if
 * the proposal ended as this rule left it and that is among `to`. [A31, A33]
 */
export interface Rule<Facts, Run, Columns> {
  readonly from: ReadonlySet<StateTypeOrNone>
  readonly to: ReadonlySet<StateTypeOrNone>
  /** Asked whatever other rules did, as long as some proposal is left. [A33] */
  readonly always?: true
  readonly before?: (proposal: Proposal<Facts, Run>) => Outcome<Columns> | undefined
  readonly after?: (transition: Transition<Facts, Run>) => Effects<Columns> | undefined
}

export type FlowRunRule = Rule<FlowRunFacts, FlowRunFacts['run'], FlowRunColumns>
export type TaskRunRule = Rule<TaskRunFacts, TaskRunFacts['run'], TaskRunColumns>
/** A rule for runs of both kinds. */
export type AnyRunRule = Rule<unknown, unknown, Record<never, never>>

/** These types. */
export const types = (...names: readonly StateTypeOrNone[]): ReadonlySet<StateTypeOrNone> => new Set(names)

/** Every type, and no state at all. */
export const ANY: ReadonlySet<StateTypeOrNone> = new Set([...STATE_TYPES, null])

/** Every type but these, and no state at all. */
export const allBut = (...names: readonly StateTypeOrNone[]): ReadonlySet<StateTypeOrNone> =>
  new Set([...ANY].filter((type) => !names.includes(type)))

/** The types that end a run. */
export const TERMINAL = types('COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED')

export const ACCEPT: Verdict = { status: 'ACCEPT', details: { type: 'accept_details' } }

/** Keeps the current state and tells the client not to go on. [A34] */
export const abort = (reason: string) =>
  ({ verdict: { status: 'ABORT', details: { type: 'abort_details', reason } }, proposed: null }) as const

/** Keeps the current state. [A34] */
export const reject = (reason: string) =>
  ({ verdict: { status: 'REJECT', details: { type: 'reject_details', reason } }, proposed: null }) as const

/** Writes another state than the proposed one. [A34] */
export const replace = (proposed: ProposedState, reason: string) =>
  ({ verdict: { status: 'REJECT', details: { type: 'reject_details', reason } }, proposed }) as const

/** Keeps the current state and asks the client to try again in whole seconds. [A34] */
export const wait = (delaySeconds: number, reason: string) =>
  ({
    verdict: { status: 'WAIT', details: { type: 'wait_details', delay_seconds: delaySeconds, reason } },
    proposed: null,
  }) as const

/** The proposal with some of its details changed. */
export const withDetails = (proposed: ProposedState, details: Partial<ProposedState['state_details']>) => ({
  proposed: { ...proposed, state_details: { ...proposed.state_details, ...details } },
})
