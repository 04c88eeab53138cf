import { describe, expect, it } from 'vitest'
import { afterFlowRun, at, decideFlow, flowRun, state, told } from '../testing.ts'

const paused = (state_details = {}) => state({ type: 'PAUSED', state_details })

describe('leaving a pause', () => {
  it.each([
    ['RUNNING', 'ACCEPT -> RUNNING/Running'],
    ['SCHEDULED', 'ACCEPT -> SCHEDULED/Scheduled'],
    ['CANCELLING', 'ACCEPT -> CANCELLING/Cancelling'],
    ['COMPLETED', 'ACCEPT -> COMPLETED/Completed'],
    [
      'PENDING',
      'REJECT: This run cannot transition to the StateType.PENDING state from the StateType.PAUSED state.',
    ],
  ] as const)('for %s', (type, expected) => {
    expect(told(decideFlow({ state: paused() }, { type }))).toBe(expected)
  })

  it('of a suspended run needs its deployment', () => {
    const situation = { state: paused({ pause_reschedule: true }) }
    expect(told(decideFlow(situation, { type: 'SCHEDULED', name: 'Resuming' }))).toBe(
      'REJECT: Cannot reschedule a resuming flow run without a deployment.',
    )
    expect(told(decideFlow(situation, { type: 'RUNNING', name: '' }))).toBe(
      'REJECT: Cannot reschedule a running flow run without a deployment.',
    )
  })
})

describe('a pause that is over', () => {
  const late = { state: paused({ pause_timeout: at(-1) }) }

  it('ends in a failure', () => {
    const decision = decideFlow(late, { type: 'RUNNING' })
    expect(told(decision)).toBe(
      'REJECT: The flow run pause has timed out and can no longer resume. -> FAILED/Failed',
    )
    expect(decision.state?.message).toBe('The flow was running and never resumed.')
  })

  it('says so even of a proposed failure', () => {
    expect(told(decideFlow(late, { type: 'FAILED' }))).toContain(
      'has timed out and can no longer resume. -> FAILED',
    )
  })

  it('can still be cancelled', () => {
    expect(told(decideFlow(late, { type: 'CANCELLING' }))).toBe('ACCEPT -> CANCELLING/Cancelling')
  })

  it('is not over at the very moment', () => {
    expect(told(decideFlow({ state: paused({ pause_timeout: at(0) }) }, { type: 'RUNNING' }))).toBe(
      'ACCEPT -> RUNNING/Running',
    )
  })
})

describe('a run that leaves a pause counts as resuming', () => {
  it.each(['RUNNING', 'SCHEDULED', 'CANCELLING', 'FAILED', 'PENDING'] as const)('towards %s', (type) => {
    expect(decideFlow({ state: paused() }, { type }).columns.empirical_policy).toEqual({ resuming: true })
  })

  it('but not where it stays paused because it cannot be paused again', () => {
    expect(decideFlow({ state: paused() }, { type: 'PAUSED' }).columns).toEqual({})
  })

  it('so that resuming in place counts an attempt, and the next one is not counted', () => {
    const before = flowRun({ run: { run_count: 1 }, state: paused() })
    const resumed = afterFlowRun(before, decideFlow({ ...before, run: before.run }, { type: 'RUNNING' }))
    expect(resumed.run).toMatchObject({ run_count: 2, empirical_policy: { resuming: true } })
    const again = decideFlow(
      { run: resumed.run, state: resumed.state, surroundings: { now: at(5) } },
      { type: 'RUNNING' },
    )
    expect(again.columns).toMatchObject({ empirical_policy: { resuming: false } })
    expect(again.columns.run_count).toBeUndefined()
  })

  it('so that resuming through a worker counts none', () => {
    let run = flowRun({ run: { run_count: 1 }, state: paused({ pause_reschedule: true }), deployment: {} })
    for (const [seconds, parts] of [
      [0, { type: 'SCHEDULED', name: 'Resuming' }],
      [1, { type: 'PENDING' }],
      [2, { type: 'RUNNING' }],
    ] as const) {
      const situation = { run: run.run, state: run.state, deployment: {}, surroundings: { now: at(seconds) } }
      run = afterFlowRun(run, decideFlow(situation, parts))
    }
    expect(run.run).toMatchObject({ run_count: 1, empirical_policy: { resuming: false } })
  })
})
