import { describe, expect, it } from 'vitest'
import { decideTask, parent, state, told } from '../testing.ts'

describe('leaving a terminal state', () => {
  it.each([
    ['COMPLETED', 'CANCELLING', 'ABORT: Run is already COMPLETED.'],
    ['FAILED', 'PAUSED', 'ABORT: Run is already FAILED.'],
    ['CANCELLED', 'CRASHED', 'ABORT: Run is already CANCELLED.'],
    ['CRASHED', 'FAILED', 'ACCEPT -> FAILED/Failed'],
    ['FAILED', 'SCHEDULED', 'ACCEPT -> SCHEDULED/Scheduled'],
  ] as const)('%s -> %s: %s', (from, type, expected) => {
    expect(told(decideTask({ state: state({ type: from }) }, { type }))).toBe(expected)
  })

  it.each([
    ['a stored result', { type: 'reference' }, 'REJECT: This run is already completed.'],
    ['a result that was not stored', { type: 'unpersisted' }, 'ACCEPT -> FAILED/Failed'],
    ['an empty object', {}, 'ACCEPT -> FAILED/Failed'],
    ['a text', 'text', 'ACCEPT -> FAILED/Failed'],
    ['a list', [1], 'ACCEPT -> FAILED/Failed'],
    ['nothing', null, 'ACCEPT -> FAILED/Failed'],
  ])('of a completed task with %s', (_, data, expected) => {
    expect(told(decideTask({ state: state({ type: 'COMPLETED', data }) }, { type: 'FAILED' }))).toBe(expected)
  })
})

describe('a task that starts over', () => {
  it('has all its retries again', () => {
    const situation = { run: { run_count: 3 }, state: state({ type: 'FAILED' }) }
    expect(decideTask(situation, { type: 'PENDING' }).columns.run_count).toBe(0)
    expect(decideTask(situation, { type: 'RUNNING' }).columns.run_count).toBe(1)
    expect(decideTask(situation, { type: 'CRASHED' }).columns.run_count).toBeUndefined()
  })

  it('keeps its count where a later rule turns it down', () => {
    const situation = {
      run: { run_count: 3 },
      state: state({ type: 'FAILED' }),
      flowRun: parent(state({ type: 'COMPLETED' })),
    }
    expect(decideTask(situation, { type: 'RUNNING' }).columns).toEqual({})
  })

  it.each([
    ['Retrying if its flow run is on a later attempt', 1, 2, 'RUNNING/Retrying'],
    ['Running otherwise', 2, 2, 'RUNNING/Running'],
  ])('is %s', (_, flow_run_run_count, run_count, expected) => {
    const situation = {
      run: { flow_run_run_count },
      state: state({ type: 'FAILED' }),
      flowRun: parent(state({ type: 'RUNNING' }), run_count),
    }
    expect(told(decideTask(situation, { type: 'RUNNING' }))).toBe(`ACCEPT -> ${expected}`)
  })
})
