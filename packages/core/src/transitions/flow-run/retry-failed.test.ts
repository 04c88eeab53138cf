import { describe, expect, it } from 'vitest'
import { at, decideFlow, state, told } from '../testing.ts'

const running = state({ type: 'RUNNING' })

const fail = (
  empirical_policy: object,
  run_count = 1,
  apiVersion: readonly [number, number, number] | null = null,
) =>
  decideFlow(
    {
      run: { run_count, empirical_policy: empirical_policy as never },
      state: running,
      surroundings: { client: { version: null, apiVersion } },
    },
    { type: 'FAILED', message: 'boom', data: { type: 'reference' } },
  )

describe('a failing run', () => {
  it.each([
    ['without retries fails', {}, 1, 'ACCEPT -> FAILED/Failed'],
    ['with no retries at all fails', { retries: 0 }, 1, 'ACCEPT -> FAILED/Failed'],
    ['with attempts left is retried', { retries: 2 }, 2, 'REJECT: Retrying -> SCHEDULED/AwaitingRetry'],
    ['after its last attempt fails', { retries: 2 }, 3, 'ACCEPT -> FAILED/Failed'],
    [
      'with retries under their older name is retried',
      { max_retries: 1 },
      1,
      'REJECT: Retrying -> SCHEDULED/AwaitingRetry',
    ],
  ])('%s', (_, policy, run_count, expected) => {
    expect(told(fail(policy, run_count))).toBe(expected)
  })

  it('waits as long as its policy says', () => {
    expect(fail({ retries: 1 }).state?.state_details.scheduled_time).toBe(at(0))
    expect(fail({ retries: 1, retry_delay: 7 }).state?.state_details.scheduled_time).toBe(at(7))
    expect(fail({ retries: 1, retry_delay_seconds: 1.5 }).state?.state_details.scheduled_time).toBe(at(1.5))
  })

  it('keeps its message and data', () => {
    expect(fail({ retries: 1 }).state).toMatchObject({ message: 'boom', data: { type: 'reference' } })
  })
})

describe('the policy', () => {
  it('of a retried run says that it retries in its process and forgets its pauses', () => {
    const { columns } = fail({ retries: 1, resuming: true, pause_keys: ['a'] })
    expect(columns.empirical_policy).toEqual({
      retries: 1,
      resuming: false,
      pause_keys: [],
      retry_type: 'in_process',
    })
  })

  it('of a run that failed for good lets it be retried from outside', () => {
    expect(fail({ retries: 0, retry_type: 'in_process' }).columns.empirical_policy).toEqual({
      retries: 0,
      retry_type: null,
    })
  })

  it('stays for clients that know no pauses', () => {
    expect(fail({ retries: 1 }, 1, [0, 8, 3]).columns.empirical_policy).toBeUndefined()
  })
})

describe('the failed task runs of a retried run', () => {
  it('are left to the client from API 0.8.3 on', () => {
    expect(fail({ retries: 1 }).failedTaskRuns).toBeNull()
    expect(fail({ retries: 1 }, 1, [0, 8, 3]).failedTaskRuns).toBeNull()
  })

  it('are retried with it for older ones', () => {
    expect(fail({ retries: 1, retry_delay: 4 }, 1, [0, 8, 2]).failedTaskRuns).toMatchObject({
      type: 'SCHEDULED',
      name: 'AwaitingRetry',
      state_details: { scheduled_time: at(4) },
    })
    expect(fail({ retries: 0 }, 1, [0, 8, 2]).failedTaskRuns).toBeNull()
  })
})
