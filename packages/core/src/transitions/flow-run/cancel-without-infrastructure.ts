import { type FlowRunRule, replace, types } from '../rule.ts'
import { proposeState } from '../states.ts'

/** Where nothing runs there is nothing to tear down: the run is Cancelled at once. [B9, B10] */
export const cancelWithoutInfrastructure: FlowRunRule = {
  from: types('SCHEDULED', 'PAUSED'),
  to: types('CANCELLING'),
  before({ current, run, surroundings }) {
    if (current === null) return undefined
    const cancelled = proposeState({ type: 'CANCELLED' }, surroundings.now)
    if ((current.type === 'SCHEDULED' && !run.infrastructure_pid) || current.name === 'Resuming') {
      return replace(cancelled, 'Scheduled flow run has no infrastructure to terminate.')
    }
    return current.type === 'PAUSED' && current.state_details.pause_reschedule
      ? replace(cancelled, 'Suspended flow run has no infrastructure to terminate.')
      : undefined
  },
}
