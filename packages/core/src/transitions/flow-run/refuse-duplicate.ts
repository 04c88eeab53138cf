import { ANY, type FlowRunRule, reject } from '../rule.ts'

/** A client that repeats a request it got no answer to is told that it already has what it asked for. [B2] */
export const refuseDuplicate: FlowRunRule = {
  from: ANY,
  to: ANY,
  before({ current, proposed }) {
    const transitionId = current?.state_details.transition_id
    return transitionId && transitionId === proposed.state_details.transition_id
      ? reject('This run has already made this state transition.')
      : undefined
  },
}
