import { ANY, type TaskRunRule, types } from '../rule.ts'

/** A scheduled background task is handed to the workers that serve it. [B59] */
export const enqueueScheduled: TaskRunRule = {
  from: ANY,
  to: types('SCHEDULED'),
  after({ proposed }) {
    if (!proposed?.state_details.deferred) return undefined
    return { enqueue: proposed.name === 'AwaitingRetry' ? 'retry' : 'scheduled' }
  },
}
