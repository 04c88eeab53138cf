import { addSeconds } from '@reeve/wire'
import { hasRoom } from '../../slots/limits.ts'
import type { DeploymentFacts, FlowRunFacts, SlotLimit } from '../facts.ts'
import { abort, allBut, type FlowRunRule, type Proposal, replace, types, withDetails } from '../rule.ts'
import { proposeState } from '../states.ts'
import { graceSeconds } from './deployment-slot.ts'

/** Workers of these releases take deployment slots themselves. [B15] */
const SELF_MANAGING_CLIENTS: ReadonlySet<string | null> = new Set([
  '3.0.0rc20',
  '3.0.0',
  '3.0.1',
  '3.0.2',
  '3.0.3',
])

const REACHED = 'Deployment concurrency limit reached.'

/** A run that is handed to a worker takes a slot of its deployment, or waits its turn. [B15-B22] */
export const secureDeploymentSlot: FlowRunRule = {
  from: allBut('PENDING', 'RUNNING', 'CANCELLING'),
  to: types('PENDING'),
  before(proposal) {
    const { facts, run, ledger, surroundings } = proposal
    if (run.deployment_id === null || SELF_MANAGING_CLIENTS.has(surroundings.client.version)) return undefined
    const { deployment } = facts
    if (deployment === null) return abort('Deployment not found.')
    const limit = ledger.limits.get(deployment.concurrency_limit_id ?? '')
    if (!limit) return undefined
    if (limit.limit === 0) {
      return abort('The deployment concurrency limit is 0. The flow will deadlock if submitted again.')
    }
    return hasRoom(limit, 1, surroundings.now)
      ? take(proposal, deployment, limit)
      : turnAway(proposal, deployment)
  },
}

type FlowRunProposal = Proposal<FlowRunFacts, FlowRunFacts['run']>

function take({ proposed, surroundings }: FlowRunProposal, deployment: DeploymentFacts, limit: SlotLimit) {
  const { now, settings, newId } = surroundings
  const lease = {
    id: newId(),
    resource_ids: [limit.id],
    slots: 1,
    holder: null,
    created_at: now,
    expiration: addSeconds(now, graceSeconds(deployment, settings)),
  }
  return {
    ...withDetails(proposed, { deployment_concurrency_lease_id: lease.id }),
    slots: [{ kind: 'take', lease }] as const,
  }
}

function turnAway({ surroundings }: FlowRunProposal, { concurrency_options }: DeploymentFacts) {
  const { now, settings } = surroundings
  if (concurrency_options?.collision_strategy === 'CANCEL_NEW') {
    return replace(proposeState({ type: 'CANCELLED', message: REACHED }, now), REACHED)
  }
  const scheduled_time = addSeconds(now, settings.deploymentSlotWaitSeconds)
  const waiting = {
    type: 'SCHEDULED',
    name: 'AwaitingConcurrencySlot',
    state_details: { scheduled_time },
  } as const
  return replace(proposeState(waiting, now), REACHED)
}
