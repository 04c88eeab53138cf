import { describe, expect, it } from 'vitest'
import { decideFlow, state, told } from '../testing.ts'

const RESULT = { type: 'reference' }

describe('leaving a terminal state', () => {
  it.each([
    ['COMPLETED', 'CANCELLING', 'ABORT: Run is already in terminal state COMPLETED.'],
    ['FAILED', 'PAUSED', 'ABORT: Run is already in terminal state FAILED.'],
    ['CANCELLED', 'CRASHED', 'ABORT: Run is already in terminal state CANCELLED.'],
    ['CRASHED', 'SCHEDULED', 'ABORT: Cannot reschedule a run without an associated deployment.'],
    ['FAILED', 'RUNNING', 'ACCEPT -> RUNNING/Running'],
    ['FAILED', 'COMPLETED', 'ACCEPT -> COMPLETED/Completed'],
  ] as const)('%s -> %s without a deployment: %s', (from, type, expected) => {
    expect(told(decideFlow({ state: state({ type: from }) }, { type }))).toBe(expected)
  })

  it('lets a run with a deployment be rescheduled', () => {
    expect(
      told(decideFlow({ state: state({ type: 'FAILED' }), deployment: {} }, { type: 'SCHEDULED' })),
    ).toBe('ACCEPT -> SCHEDULED/Scheduled')
  })
})

describe('a completed run with a stored result', () => {
  const LOSS =
    'REJECT: Cannot overwrite a COMPLETED state that carries persisted result data with one that does not.'
  it.each([
    ['does not run again', RESULT, { type: 'RUNNING' }, 'REJECT: Run is already COMPLETED.'],
    ['keeps its result', RESULT, { type: 'COMPLETED' }, LOSS],
    [
      'keeps its result from one that is not stored',
      RESULT,
      { type: 'COMPLETED', data: { type: 'unpersisted' } },
      LOSS,
    ],
    ['takes another stored result', RESULT, { type: 'COMPLETED', data: {} }, 'ACCEPT -> COMPLETED/Completed'],
    ['may fail', RESULT, { type: 'FAILED' }, 'ACCEPT -> FAILED/Failed'],
    ['has none if the data is empty', {}, { type: 'RUNNING' }, 'ACCEPT -> RUNNING/Running'],
    [
      'has none if it was not stored',
      { type: 'unpersisted' },
      { type: 'RUNNING' },
      'ACCEPT -> RUNNING/Running',
    ],
    ['has none if the data is no object', ['x'], { type: 'RUNNING' }, 'ACCEPT -> RUNNING/Running'],
    ['has none if the data is a text', 'x', { type: 'COMPLETED' }, 'ACCEPT -> COMPLETED/Completed'],
  ] as const)('%s', (_, data, parts, expected) => {
    const current = state({ type: 'COMPLETED', data: data as never })
    expect(told(decideFlow({ state: current, deployment: {} }, parts))).toBe(expected)
  })
})

describe('the policy of a run that starts over', () => {
  const empirical_policy = { retries: 2, resuming: true, pause_keys: ['a'], retry_type: 'in_process' }
  const situation = { run: { empirical_policy }, state: state({ type: 'FAILED' }), deployment: {} }

  it.each([
    ['SCHEDULED', 'reschedule'],
    ['PENDING', null],
    ['RUNNING', null],
  ] as const)('to %s forgets its pauses', (type, retry_type) => {
    const { columns } = decideFlow(situation, { type })
    expect(columns.empirical_policy).toEqual({ retries: 2, resuming: false, pause_keys: [], retry_type })
  })

  it('stays as it is where the run ends again', () => {
    const { columns } = decideFlow(
      { ...situation, run: { empirical_policy: { pause_keys: ['a'] } } },
      { type: 'CRASHED' },
    )
    expect(columns).toEqual({})
  })

  it('stays as it is for clients that know no pauses', () => {
    const surroundings = { client: { version: null, apiVersion: [0, 8, 3] as const } }
    const { columns } = decideFlow({ ...situation, surroundings }, { type: 'PENDING' })
    expect(columns.empirical_policy).toBeUndefined()
  })

  it('is restored where a later rule refuses the proposal', () => {
    const decision = decideFlow({ ...situation, state: state({ type: 'CANCELLED' }) }, { type: 'PENDING' })
    expect(told(decision)).toBe(
      'ABORT: This run is in a CANCELLED state and cannot transition to a PENDING state.',
    )
    expect(decision.columns).toEqual({})
  })
})
