import { addSeconds } from '@reeve/wire'
import { clampedPoissonInterval } from '../../slots/retry-after.ts'
import { type TaskRunPolicyFacts, taskRunPolicy } from '../policy.ts'
import { replace, type TaskRunRule, types } from '../rule.ts'
import { proposeState } from '../states.ts'

/** A task with attempts left waits for its next one instead of failing, unless it says it shall not. [B53] */
export const retryFailed: TaskRunRule = {
  from: types('RUNNING'),
  to: types('FAILED'),
  before({ proposed, run, surroundings }) {
    const { now, random } = surroundings
    const policy = taskRunPolicy(run.empirical_policy)
    if (proposed.state_details.retriable === false) return undefined
    if (policy.retries === null || run.run_count > policy.retries) return undefined
    const { message, data } = proposed
    const scheduled_time = addSeconds(now, delaySeconds(policy, run.run_count, random))
    const retry = {
      type: 'SCHEDULED',
      name: 'AwaitingRetry',
      message,
      data,
      state_details: { scheduled_time },
    } as const
    return replace(proposeState(retry, now), 'Retrying')
  },
}

function delaySeconds(
  { retry_delay, retry_jitter_factor }: TaskRunPolicyFacts,
  runCount: number,
  random: () => number,
) {
  const delay =
    typeof retry_delay === 'object' && retry_delay !== null
      ? (retry_delay.at(Math.min(runCount - 1, retry_delay.length - 1)) ?? 0)
      : (retry_delay ?? 0)
  return retry_jitter_factor && delay > 0 ? clampedPoissonInterval(delay, random, retry_jitter_factor) : delay
}
