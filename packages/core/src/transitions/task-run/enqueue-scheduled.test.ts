import { describe, expect, it } from 'vitest'
import { decideTask, state } from '../testing.ts'

const deferred = { deferred: true }

describe('a background task', () => {
  it.each([
    ['that is scheduled', { type: 'SCHEDULED', state_details: deferred }, 'scheduled'],
    ['that awaits a retry', { type: 'SCHEDULED', name: 'AwaitingRetry', state_details: deferred }, 'retry'],
    ['whose state is not deferred', { type: 'SCHEDULED' }, null],
    ['that is pending', { type: 'PENDING', state_details: deferred }, null],
  ] as const)('%s goes to: %s', (_, parts, queue) => {
    expect(decideTask({ policy: 'background' }, parts).enqueue).toBe(queue)
  })

  it('is not handed out by other policies', () => {
    const parts = { type: 'SCHEDULED', state_details: deferred } as const
    expect(decideTask({ policy: 'core' }, parts).enqueue).toBeNull()
    expect(decideTask({ policy: 'minimal' }, parts).enqueue).toBeNull()
  })

  it('is not handed out again when it fails and awaits its retry in its worker', () => {
    const situation = {
      run: { run_count: 1, empirical_policy: { retries: 1 } },
      state: state({ type: 'RUNNING' }),
      policy: 'background',
    } as const
    const decision = decideTask(situation, { type: 'FAILED', state_details: deferred })
    expect([decision.state?.name, decision.enqueue]).toEqual(['AwaitingRetry', null])
  })

  it('is not handed out if it was turned down', () => {
    const completed = state({ type: 'COMPLETED', data: { type: 'reference' } })
    const parts = { type: 'SCHEDULED', state_details: deferred } as const
    expect(decideTask({ state: completed, policy: 'background' }, parts).enqueue).toBeNull()
  })
})
