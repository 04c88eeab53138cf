import { ANY, type FlowRunRule, withDetails } from '../rule.ts'

/** A run's states carry the id of its deployment lease on, even where clients send null. [B1] */
export const keepLeaseId: FlowRunRule = {
  from: ANY,
  to: ANY,
  always: true,
  before({ current, proposed }) {
    const leaseId = current?.state_details.deployment_concurrency_lease_id
    if (!leaseId || proposed.state_details.deployment_concurrency_lease_id) return undefined
    return withDetails(proposed, { deployment_concurrency_lease_id: leaseId })
  },
}
