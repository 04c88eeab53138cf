import { type AnyRunRule, abort, types, withDetails } from '../rule.ts'

/**
 * A run is handed to one worker: whoever comes second is turned away. A worker that has it may name its progress
 * (Submitting, InfrastructurePending), and keeps what the first PENDING state was given. [B11, B12]
 */
export const refuseDoubleSubmit: AnyRunRule = {
  from: types('PENDING', 'CANCELLING', 'RUNNING', 'CANCELLED'),
  to: types('PENDING'),
  before({ current, proposed }) {
    if (current === null) return undefined
    if (current.type === 'PENDING' && proposed.name !== current.name && proposed.name !== 'Pending') {
      const { scheduled_time = null, deployment_concurrency_lease_id = null } = current.state_details
      return withDetails(proposed, { scheduled_time, deployment_concurrency_lease_id })
    }
    return abort(`This run is in a ${current.type} state and cannot transition to a PENDING state.`)
  },
}
