import { type JsonObject, plainNumber } from '@reeve/wire'

/** What rules read of the policy of a flow run. [C8] */
export interface FlowRunPolicyFacts {
  readonly retries: number | null
  readonly retry_delay: number | null
  readonly pause_keys: readonly string[]
  readonly resuming: boolean
}

/** What rules read of the policy of a task run. */
export interface TaskRunPolicyFacts {
  readonly retries: number | null
  /** Seconds; a list gives the delay of the first, second, ... retry. */
  readonly retry_delay: number | readonly number[] | null
  readonly retry_jitter_factor: number | null
}

/** The reference also stores floats without a fraction. */
function number(stored: unknown): number | null {
  const value = plainNumber(stored)
  return typeof value === 'number' ? value : null
}

/** The number of retries; the older name counts where the newer one is empty. [C8] */
const retriesOf = (policy: JsonObject): number | null =>
  number(policy.retries) || number(policy.max_retries) || number(policy.retries)

export function flowRunPolicy(policy: JsonObject): FlowRunPolicyFacts {
  return {
    retries: retriesOf(policy),
    retry_delay: number(policy.retry_delay) || number(policy.retry_delay_seconds),
    pause_keys: Array.isArray(policy.pause_keys) ? (policy.pause_keys as string[]) : [],
    resuming: policy.resuming === true,
  }
}

export function taskRunPolicy(policy: JsonObject): TaskRunPolicyFacts {
  const delays = policy.retry_delay
  return {
    retries: retriesOf(policy),
    retry_delay:
      Array.isArray(delays) && delays.length > 0
        ? delays.map((delay) => number(delay) ?? 0)
        : number(delays) || number(policy.retry_delay_seconds),
    retry_jitter_factor: number(policy.retry_jitter_factor),
  }
}
