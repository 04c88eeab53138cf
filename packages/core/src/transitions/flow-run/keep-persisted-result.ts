import type { State } from '@reeve/wire'
import type { ProposedState } from '../facts.ts'
import { type FlowRunRule, reject, TERMINAL } from '../rule.ts'
import { holdsPersistedResult, isPersistedResult } from '../states.ts'

/** A completed run does not lose a stored result to a completion without one. [B5] */
export function refuseLosingResult(current: State, proposed: ProposedState) {
  const loses =
    current.type === 'COMPLETED' &&
    proposed.type === 'COMPLETED' &&
    holdsPersistedResult(current) &&
    !isPersistedResult(proposed.data)
  return loses
    ? reject('Cannot overwrite a COMPLETED state that carries persisted result data with one that does not.')
    : undefined
}

/** The same for forced transitions, which skip all else about terminal states. [B5, B40] */
export const keepPersistedResult: FlowRunRule = {
  from: TERMINAL,
  to: TERMINAL,
  before: ({ current, proposed }) => (current === null ? undefined : refuseLosingResult(current, proposed)),
}
