import { secondsBetween } from '@reeve/wire'
import { describe, expect, it } from 'vitest'
import { decideTask, NOW, state, told } from '../testing.ts'

const fail = (empirical_policy: object, run_count = 1, details = {}, random = () => 0.5) =>
  decideTask(
    {
      run: { run_count, empirical_policy: empirical_policy as never },
      state: state({ type: 'RUNNING' }),
      surroundings: { random },
    },
    { type: 'FAILED', message: 'boom', data: { type: 'reference' }, state_details: details },
  )

const RETRIED = 'REJECT: Retrying -> SCHEDULED/AwaitingRetry'
const FAILED = 'ACCEPT -> FAILED/Failed'

describe('a failing task', () => {
  it.each([
    ['without retries fails', {}, 1, {}, FAILED],
    ['with attempts left is retried', { retries: 1 }, 1, {}, RETRIED],
    ['after its last attempt fails', { retries: 1 }, 2, {}, FAILED],
    ['that says it shall not be retried fails', { retries: 1 }, 1, { retriable: false }, FAILED],
    ['that says it may be retried is', { retries: 1 }, 1, { retriable: true }, RETRIED],
    ['with retries under their older name is retried', { max_retries: 2 }, 2, {}, RETRIED],
  ])('%s', (_, policy, run_count, details, expected) => {
    expect(told(fail(policy, run_count, details))).toBe(expected)
  })

  it('keeps its message and data', () => {
    expect(fail({ retries: 1 }).state).toMatchObject({ message: 'boom', data: { type: 'reference' } })
  })
})

describe('the delay of a retry', () => {
  const delay = (...args: Parameters<typeof fail>) =>
    secondsBetween(NOW, fail(...args).state?.state_details.scheduled_time ?? NOW)

  it.each([
    ['none', undefined, 1, 0],
    ['a number', 5, 1, 5],
    ['a fraction', 0.25, 1, 0.25],
    ['the first of a list', [1, 2, 3], 1, 1],
    ['the next of a list', [1, 2, 3], 2, 2],
    ['the last of a list that ran out', [1, 2, 3], 5, 3],
    ['nothing for an empty list', [], 1, 0],
  ])('is %s', (_, retry_delay, run_count, expected) => {
    expect(delay({ retries: 9, retry_delay }, run_count)).toBe(expected)
  })

  it('reads its older name too', () => {
    expect(delay({ retries: 1, retry_delay_seconds: 2 })).toBe(2)
  })

  it('is spread by the jitter factor', () => {
    const policy = { retries: 1, retry_delay: 10, retry_jitter_factor: 1 }
    expect(delay(policy, 1, {}, () => 0)).toBeCloseTo(10 * Math.log2(4 / 3), 5)
    expect(delay(policy, 1, {}, () => 1 - 1e-9)).toBeCloseTo(20, 4)
  })

  it('is not spread if there is none', () => {
    expect(delay({ retries: 1, retry_jitter_factor: 1 })).toBe(0)
  })
})
