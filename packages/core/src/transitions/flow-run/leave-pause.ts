import type { State } from '@reeve/wire'
import type { FlowRunFacts } from '../facts.ts'
import { ANY, type FlowRunRule, type Proposal, reject, replace, types } from '../rule.ts'
import { isTerminal, proposeState } from '../states.ts'

/**
 * A paused run resumes, is cancelled or ends; too late it fails. Whatever came of it, the run counts as resuming
 * from then on, so that the next time it runs is not counted as another attempt. [B31-B33]
 */
export const leavePause: FlowRunRule = {
  from: types('PAUSED'),
  to: ANY,
  before: (proposal) => (proposal.current === null ? undefined : refuse(proposal, proposal.current)),
  after: ({ run }) => ({ columns: { empirical_policy: { ...run.empirical_policy, resuming: true } } }),
}

function refuse(
  { proposed, run, surroundings }: Proposal<FlowRunFacts, FlowRunFacts['run']>,
  current: State,
) {
  const { type } = proposed
  if (type !== 'RUNNING' && type !== 'SCHEDULED' && type !== 'CANCELLING' && !isTerminal(type)) {
    return reject(
      `This run cannot transition to the StateType.${type} state from the StateType.${current.type} state.`,
    )
  }
  const displayName = (proposed.name || type).toLowerCase()
  if (current.state_details.pause_reschedule && run.deployment_id === null) {
    return reject(`Cannot reschedule a ${displayName} flow run without a deployment.`)
  }
  const timeout = current.state_details.pause_timeout
  if (type === 'CANCELLING' || !timeout || timeout >= surroundings.now) return undefined
  const verb = proposed.name === 'Suspended' ? 'suspend' : 'pause'
  return replace(
    proposeState(
      { type: 'FAILED', message: `The flow was ${displayName} and never resumed.` },
      surroundings.now,
    ),
    `The flow run ${verb} has timed out and can no longer resume.`,
  )
}
