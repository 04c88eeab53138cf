import { ANY, abort, reject, type TaskRunRule, TERMINAL } from '../rule.ts'
import { holdsPersistedResult, isTerminal } from '../states.ts'

/**
 * What may follow a terminal state. A task that starts over has all its retries again, and is Retrying if that is
 * because its flow run is. [B44-B47]
 */
export const leaveTerminal: TaskRunRule = {
  from: TERMINAL,
  to: ANY,
  before({ facts, current, proposed, run }) {
    if (current === null) return undefined
    if (proposed.type === 'CANCELLING' || proposed.type === 'PAUSED' || proposed.type === 'CRASHED') {
      return abort(`Run is already ${current.type}.`)
    }
    if (current.type === 'COMPLETED' && holdsPersistedResult(current)) {
      return reject('This run is already completed.')
    }
    if (isTerminal(proposed.type)) return undefined
    const flowRetries = facts.flowRun !== null && run.flow_run_run_count < facts.flowRun.run_count
    return {
      columns: { run_count: 0 },
      ...(proposed.type === 'RUNNING' && flowRetries && { proposed: { ...proposed, name: 'Retrying' } }),
    }
  },
}
