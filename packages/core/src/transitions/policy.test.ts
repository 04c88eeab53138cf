import { expect, it } from 'vitest'
import { flowRunPolicy, taskRunPolicy } from './policy.ts'

it('an empty policy says nothing', () => {
  expect(flowRunPolicy({})).toEqual({ retries: null, retry_delay: null, pause_keys: [], resuming: false })
  expect(taskRunPolicy({})).toEqual({ retries: null, retry_delay: null, retry_jitter_factor: null })
})

it.each([
  [{ retries: 2 }, 2],
  [{ retries: 0 }, 0],
  [{ retries: 0, max_retries: 0 }, 0],
  [{ retries: null, max_retries: 0 }, 0],
  [{ max_retries: 3 }, 3],
  [{ retries: 0, max_retries: 3 }, 3],
  [{ retries: 1, max_retries: 3 }, 1],
])('%j means %j retries', (policy, retries) => {
  expect(flowRunPolicy(policy).retries ?? 0).toBe(retries)
  expect(taskRunPolicy(policy).retries ?? 0).toBe(retries)
})

it('the older name of the delay counts where the newer is empty', () => {
  expect(flowRunPolicy({ retry_delay_seconds: 2 }).retry_delay).toBe(2)
  expect(flowRunPolicy({ retry_delay: 1, retry_delay_seconds: 2 }).retry_delay).toBe(1)
  expect(taskRunPolicy({ retry_delay: [], retry_delay_seconds: 2 }).retry_delay).toBe(2)
  expect(taskRunPolicy({ retry_delay: [1], retry_delay_seconds: 2 }).retry_delay).toEqual([1])
})
