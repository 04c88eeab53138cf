import { type FlowRunRule, replace, types } from '../rule.ts'
import { proposeState } from '../states.ts'

/** A run that would be late behind a full limit is cancelled where new runs yield. [B41] */
export const cancelLateOnFullLimit: FlowRunRule = {
  from: types('SCHEDULED'),
  to: types('SCHEDULED'),
  before({ facts, proposed, run, ledger, surroundings }) {
    const { deployment } = facts
    if (proposed.name !== 'Late' || run.deployment_id === null || deployment === null) return undefined
    if (deployment.concurrency_options?.collision_strategy !== 'CANCEL_NEW') return undefined
    const limit = ledger.limits.get(deployment.concurrency_limit_id ?? '')
    if (!limit || limit.active_slots < limit.limit) return undefined
    return replace(
      proposeState({ type: 'CANCELLED', message: 'Deployment concurrency limit reached.' }, surroundings.now),
      'Deployment concurrency limit is full and uses the CANCEL_NEW strategy.',
    )
  },
}
