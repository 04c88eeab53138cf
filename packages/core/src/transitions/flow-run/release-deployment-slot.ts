import { lostByPrefect } from '../../slots/leases.ts'
import type { Ledger, ProposedState, SlotEffect, Verdict } from '../facts.ts'
import { ANY, type FlowRunRule, type StateTypeOrNone } from '../rule.ts'

/** A run that leaves its worker gives its deployment slot back. [B34] */
export const releaseDeploymentSlot: FlowRunRule = {
  from: ANY,
  to: ANY,
  always: true,
  after({ facts, current, proposed, run, ledger, verdict }) {
    if (!current || !proposed || !holdsSlot(current.type) || holdsSlot(proposed.type)) return undefined
    if (run.deployment_id === null || retriesInProcess(proposed, verdict)) return undefined
    const leaseId = current.state_details.deployment_concurrency_lease_id
    if (leaseId && ledger.leases.has(leaseId)) return { slots: [{ kind: 'release', leaseId }] }
    // Leases and slots are written together here: a lease of our own that is gone has given its slot back.
    if (leaseId && !lostByPrefect(leaseId)) return undefined
    return { slots: giveBack(facts.deployment?.concurrency_limit_id, ledger) }
  },
}

const holdsSlot = (type: StateTypeOrNone): boolean =>
  type === 'PENDING' || type === 'RUNNING' || type === 'CANCELLING'

/** True for the state that a retry puts in place of a failure: the process lives on and keeps its slot. */
const retriesInProcess = (proposed: ProposedState, verdict: Verdict): boolean =>
  proposed.type === 'SCHEDULED' && proposed.name === 'AwaitingRetry' && verdict.status === 'REJECT'

/** A limit that is gone or switched off has no slots to give back to; that is no reason to fail. */
function giveBack(limitId: string | null | undefined, ledger: Ledger): SlotEffect[] {
  const limit = limitId ? ledger.limits.get(limitId) : undefined
  return limit?.active ? [{ kind: 'give-back', limitId: limit.id, slots: 1 }] : []
}
