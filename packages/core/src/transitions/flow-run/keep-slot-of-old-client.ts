import { addSeconds } from '@reeve/wire'
import { UNRENEWED_LEASE_SECONDS } from '../../slots/leases.ts'
import { CLIENT_WITH_LEASES, isClientAtLeast } from '../client-version.ts'
import { type FlowRunRule, types } from '../rule.ts'

/**
 * Clients that know nothing of leases do not renew them: their slot is held until the run lets go of it. [B23]
 */
export const keepSlotOfOldClient: FlowRunRule = {
  from: types('PENDING'),
  to: types('RUNNING', 'CANCELLING'),
  after({ current, ledger, surroundings }) {
    const leaseId = current?.state_details.deployment_concurrency_lease_id
    if (!leaseId || !ledger.leases.has(leaseId) || isClientAtLeast(surroundings.client, CLIENT_WITH_LEASES)) {
      return undefined
    }
    return {
      slots: [{ kind: 'renew', leaseId, expiration: addSeconds(surroundings.now, UNRENEWED_LEASE_SECONDS) }],
    }
  },
}
