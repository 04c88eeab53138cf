import { describe, expect, it } from 'vitest'
import {
  copyState,
  holdsPersistedResult,
  isPersistedResult,
  isTerminal,
  proposeState,
  STATE_TYPES,
  toProposedState,
} from './states.ts'
import { at, NOW, state } from './testing.ts'

describe('a proposal', () => {
  it.each(STATE_TYPES)('of %s is named after its type', (type) => {
    expect(proposeState({ type }, NOW).name).toBe(type[0] + type.slice(1).toLowerCase())
  })

  it('keeps the name that it was given, be it empty', () => {
    expect(proposeState({ type: 'RUNNING', name: 'Busy' }, NOW).name).toBe('Busy')
    expect(proposeState({ type: 'RUNNING', name: '' }, NOW).name).toBe('')
  })

  it('that is scheduled without a time is scheduled now', () => {
    expect(proposeState({ type: 'SCHEDULED' }, NOW).state_details.scheduled_time).toBe(NOW)
    const later = proposeState({ type: 'SCHEDULED', state_details: { scheduled_time: at(5) } }, NOW)
    expect(later.state_details.scheduled_time).toBe(at(5))
    expect(proposeState({ type: 'PENDING' }, NOW).state_details.scheduled_time).toBeNull()
  })

  it('has every detail, and no key that is none', () => {
    const details = { pause_key: 'k', deferred: null, mystery: 1 } as never
    expect(proposeState({ type: 'RUNNING', state_details: details }, NOW).state_details).toEqual({
      flow_run_id: null,
      task_run_id: null,
      child_flow_run_id: null,
      scheduled_time: null,
      cache_key: null,
      cache_expiration: null,
      deferred: null,
      untrackable_result: false,
      pause_timeout: null,
      pause_reschedule: false,
      pause_key: 'k',
      run_input_keyset: null,
      refresh_cache: null,
      retriable: null,
      transition_id: null,
      task_parameters_id: null,
      traceparent: null,
      deployment_concurrency_lease_id: null,
    })
  })

  it('is read from a request, and copied from a state', () => {
    const { id, timestamp, ...parts } = state({ type: 'FAILED', message: 'boom', data: [1] })
    expect(toProposedState(parts, NOW)).toEqual(parts)
    expect(copyState({ ...parts, id, timestamp })).toEqual(parts)
  })
})

it('four types end a run', () => {
  expect(STATE_TYPES.filter(isTerminal)).toEqual(['COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED'])
})

it.each([
  [{ type: 'reference' }, true, true],
  [{}, true, false],
  [{ type: 'unpersisted' }, false, false],
  [null, false, false],
  ['text', false, false],
  [[1], false, false],
  [5, false, false],
])('data %j is a stored result: %j, and held: %j', (data, persisted, held) => {
  expect(isPersistedResult(data)).toBe(persisted)
  expect(holdsPersistedResult(state({ type: 'COMPLETED', data }))).toBe(held)
})
