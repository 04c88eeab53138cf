import { ANY, type TaskRunRule, types } from '../rule.ts'

/** A task that has run before says so. [B54] */
export const nameReruns: TaskRunRule = {
  from: ANY,
  to: types('RUNNING'),
  before({ current, proposed, run }) {
    if (current === null || run.run_count <= 0) return undefined
    return { proposed: { ...proposed, name: current.name === 'AwaitingRetry' ? 'Retrying' : 'Rerunning' } }
  },
}
