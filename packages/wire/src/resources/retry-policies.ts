import { isPlainObject } from '../parse/rules.ts'

/** Old clients send the number of retries and their delay under other names. [C8] */
export function withOldNames(policy: unknown): unknown {
  if (!isPlainObject(policy)) return policy
  const { max_retries: retries = 0, retry_delay_seconds: delay = 0 } = policy
  return {
    ...policy,
    ...(!policy.retries && retries !== 0 && { retries }),
    ...(!policy.retry_delay && delay !== 0 && { retry_delay: delay }),
  }
}
