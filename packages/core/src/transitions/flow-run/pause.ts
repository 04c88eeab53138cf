import type { FlowRunFacts } from '../facts.ts'
import { flowRunPolicy } from '../policy.ts'
import { ANY, abort, type FlowRunRule, type Proposal, reject, types } from '../rule.ts'

/** A running run can be paused, each pause once; leaving the process needs a deployment to come back from. [B26-B30] */
export const pause: FlowRunRule = {
  from: ANY,
  to: types('PAUSED'),
  before(proposal) {
    const { current, proposed, run } = proposal
    const verb = proposed.name === 'Suspended' ? 'suspend' : 'pause'
    if (current === null) return abort(`Cannot ${verb} flows with no state.`)
    if (current.type !== 'RUNNING') return reject(`Cannot ${verb} flows that are not currently running.`)
    const key = proposed.state_details.pause_key
    if (key != null && flowRunPolicy(run.empirical_policy).pause_keys.includes(key)) {
      return reject(`This ${verb} has already fired.`)
    }
    return proposed.state_details.pause_reschedule ? refuseSuspending(proposal, verb) : undefined
  },
  after({ proposed, run, surroundings }) {
    const key = proposed?.state_details.pause_key ?? surroundings.newId()
    const pause_keys = [...flowRunPolicy(run.empirical_policy).pause_keys, key]
    return { columns: { empirical_policy: { ...run.empirical_policy, pause_keys } } }
  },
}

function refuseSuspending({ run }: Proposal<FlowRunFacts, FlowRunFacts['run']>, verb: string) {
  if (run.parent_task_run_id !== null) return abort(`Cannot ${verb} subflows.`)
  return run.deployment_id === null ? abort(`Cannot ${verb} flows without a deployment.`) : undefined
}
