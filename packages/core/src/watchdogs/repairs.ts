import type { Instant, State } from '@reeve/wire'
import { printInstant, secondsBetween } from '@reeve/wire'
import type { ProposedState } from '../transitions/facts.ts'
import { proposeState } from '../transitions/states.ts'

/** What a watchdog looks after. */
export type WatchdogName = 'pending' | 'cancelling' | 'heartbeat'

/** Why a watchdog ends a run. */
export interface Finding {
  readonly watchdog: WatchdogName
  /** The name of the run. */
  readonly name: string
  readonly limitSeconds: number
  /** The worker that took the run, if it is known. */
  readonly worker: string | null
  /** When whoever should bring the run forward was last heard of; null if never. */
  readonly lastHeard: Instant | null
}

/** The state that each watchdog finds runs in, and the one that it ends them with. */
export const REPAIRS = {
  pending: { from: 'PENDING', to: 'CRASHED' },
  cancelling: { from: 'CANCELLING', to: 'CANCELLED' },
  heartbeat: { from: 'RUNNING', to: 'CRASHED' },
} as const satisfies Record<WatchdogName, { from: State['type']; to: State['type'] }>

/**
 * What to propose for a run that a watchdog found; null if it has left the state that it was found in, or entered it
 * again too recently for the limit.
 */
export function repair(state: State | null, finding: Finding, now: Instant): ProposedState | null {
  const { from, to } = REPAIRS[finding.watchdog]
  if (state?.type !== from) return null
  if (finding.watchdog === 'heartbeat') {
    if (finding.lastHeard === null || finding.lastHeard < state.timestamp) return null
  } else if (secondsBetween(state.timestamp, now) < finding.limitSeconds) return null
  return proposeState({ type: to, message: messageOf(state, finding) }, now)
}

function messageOf(state: State, { watchdog, worker, lastHeard }: Finding): string {
  const who = worker === null ? 'whoever took it' : `the worker “${worker}” that took it`
  const silence = lastHeard === null ? 'is not there' : `was last heard of at ${printInstant(lastHeard)}`
  const since = printInstant(state.timestamp)
  switch (watchdog) {
    case 'pending':
      return `The run was PENDING since ${since} and ${who} ${silence}; marked as Crashed by Reeve's watchdog.`
    case 'cancelling':
      return `The run was CANCELLING since ${since} and ${who} ${silence}; marked as Cancelled by Reeve's watchdog.`
    case 'heartbeat':
      return `The process of the run sent heartbeats and ${silence}; marked as Crashed by Reeve's watchdog.`
  }
}
