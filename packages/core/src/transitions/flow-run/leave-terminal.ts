import type { State } from '@reeve/wire'
import { API_WITH_PAUSES, speaksApi } from '../client-version.ts'
import type { FlowRunFacts } from '../facts.ts'
import { ANY, abort, type FlowRunRule, type Proposal, reject, TERMINAL } from '../rule.ts'
import { holdsPersistedResult, isTerminal } from '../states.ts'
import { refuseLosingResult } from './keep-persisted-result.ts'

/**
 * What may follow a terminal state. A run that starts over forgets its pauses, and a rescheduled one says so to
 * the workers that poll. [B3-B7]
 */
export const leaveTerminal: FlowRunRule = {
  from: TERMINAL,
  to: ANY,
  before(proposal) {
    const { current, proposed, run, surroundings } = proposal
    if (current === null) return undefined
    const refusal = refuse(proposal, current)
    if (refusal) return refusal
    if (isTerminal(proposed.type) || !speaksApi(surroundings.client, API_WITH_PAUSES)) return undefined
    const retry_type = proposed.type === 'SCHEDULED' ? 'reschedule' : null
    return {
      columns: { empirical_policy: { ...run.empirical_policy, resuming: false, pause_keys: [], retry_type } },
    }
  },
}

function refuse({ proposed, run }: Proposal<FlowRunFacts, FlowRunFacts['run']>, current: State) {
  if (proposed.type === 'CANCELLING' || proposed.type === 'PAUSED' || proposed.type === 'CRASHED') {
    return abort(`Run is already in terminal state ${current.type}.`)
  }
  if (current.type === 'COMPLETED' && !isTerminal(proposed.type) && holdsPersistedResult(current)) {
    return reject('Run is already COMPLETED.')
  }
  const loss = refuseLosingResult(current, proposed)
  if (loss) return loss
  return proposed.type === 'SCHEDULED' && run.deployment_id === null
    ? abort('Cannot reschedule a run without an associated deployment.')
    : undefined
}
