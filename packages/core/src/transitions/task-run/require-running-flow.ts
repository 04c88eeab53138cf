import { ANY, abort, replace, type TaskRunRule, types } from '../rule.ts'
import { proposeState } from '../states.ts'

/** A task runs only while its flow does; while that is paused the task waits with it. [B48, B49] */
export const requireRunningFlow: TaskRunRule = {
  from: ANY,
  to: types('RUNNING'),
  before({ facts, surroundings }) {
    const { flowRun } = facts
    if (flowRun === null || flowRun.state?.type === 'RUNNING') return undefined
    if (flowRun.state?.type !== 'PAUSED')
      return abort('The enclosing flow must be running to begin task execution.')
    const { pause_timeout = null, pause_reschedule = false } = flowRun.state.state_details
    const state_details = { pause_timeout, pause_reschedule }
    return replace(
      proposeState({ type: 'PAUSED', name: 'NotReady', state_details }, surroundings.now),
      `The flow is paused, new tasks can execute after resuming flow run: ${flowRun.id}.`,
    )
  },
}
