import { addSeconds } from '@reeve/wire'
import { API_WITH_CLIENT_SIDE_RETRIES, API_WITH_PAUSES, speaksApi } from '../client-version.ts'
import { flowRunPolicy } from '../policy.ts'
import { type FlowRunRule, replace, types } from '../rule.ts'
import { proposeState } from '../states.ts'

/** A run with attempts left waits for its next one, in its process and with its slot, instead of failing. [B37] */
export const retryFailed: FlowRunRule = {
  from: types('RUNNING'),
  to: types('FAILED'),
  before({ current, proposed, run, surroundings }) {
    const { now, client } = surroundings
    const { retries, retry_delay } = flowRunPolicy(run.empirical_policy)
    if (retries === null || run.run_count > retries) {
      return { columns: { empirical_policy: { ...run.empirical_policy, retry_type: null } } }
    }
    const scheduled_time = addSeconds(now, retry_delay ?? 0)
    const awaiting = { type: 'SCHEDULED', name: 'AwaitingRetry' } as const
    const deployment_concurrency_lease_id = current?.state_details.deployment_concurrency_lease_id ?? null
    const retry = proposeState(
      {
        ...awaiting,
        message: proposed.message,
        data: proposed.data,
        state_details: { scheduled_time, deployment_concurrency_lease_id },
      },
      now,
    )
    const restart = { ...run.empirical_policy, resuming: false, pause_keys: [], retry_type: 'in_process' }
    return {
      ...replace(retry, 'Retrying'),
      ...(speaksApi(client, API_WITH_PAUSES) && { columns: { empirical_policy: restart } }),
      ...(!speaksApi(client, API_WITH_CLIENT_SIDE_RETRIES) && {
        failedTaskRuns: proposeState({ ...awaiting, state_details: { scheduled_time } }, now),
      }),
    }
  },
}
