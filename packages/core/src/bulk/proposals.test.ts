import type { StateType } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { at, flowRun, NOW, state } from '../transitions/testing.ts'
import { type BulkProposal, bulkProposal, CONCERNED_STATES } from './proposals.ts'

const ask = (parts: Partial<BulkProposal> & Pick<BulkProposal, 'kind'>) =>
  bulkProposal({ id: 'bulk-1', state: null, message: null, scheduled_time: null, ...parts }, NOW)

const inState = (type: StateType, name?: string, details: object = {}) =>
  flowRun({ state: state({ type, name: name ?? null, state_details: details }) })

describe('cancel', () => {
  const cancel = ask({ kind: 'cancel' })

  test.each([
    ['a run that nobody has', inState('SCHEDULED'), 'CANCELLED'],
    ['a run that is about to resume', inState('SCHEDULED', 'Resuming'), 'CANCELLED'],
    ['a suspended run', inState('PAUSED', 'Suspended', { pause_reschedule: true }), 'CANCELLED'],
    [
      'a scheduled run that has infrastructure',
      flowRun({ run: { infrastructure_pid: '4' }, state: state({ type: 'SCHEDULED' }) }),
      'CANCELLING',
    ],
    ['a paused run', inState('PAUSED'), 'CANCELLING'],
    ['a claimed run', inState('PENDING'), 'CANCELLING'],
    ['a running run', inState('RUNNING'), 'CANCELLING'],
  ])('%s is to be %s', (_, facts, type) => {
    expect(cancel(facts)).toMatchObject({ type, message: 'Cancelled by the bulk operation bulk-1' })
  })

  test('what has ended, or is being cancelled, is left alone', () => {
    for (const type of ['COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED', 'CANCELLING'] as const) {
      expect(cancel(inState(type))).toBeNull()
    }
    expect(cancel(flowRun({ state: null }))).toBeNull()
  })
})

describe('retry', () => {
  test('what has ended is scheduled again, now', () => {
    const retry = ask({ kind: 'retry', message: 'Once more' })
    for (const type of CONCERNED_STATES.retry) {
      expect(retry(inState(type))).toMatchObject({
        type: 'SCHEDULED',
        name: 'AwaitingRetry',
        message: 'Once more',
        state_details: { scheduled_time: NOW },
      })
    }
    expect(retry(inState('RUNNING'))).toBeNull()
  })
})

describe('reschedule', () => {
  const reschedule = ask({ kind: 'reschedule', scheduled_time: at(3_600) })

  test.each([
    ['Scheduled', 'Scheduled'],
    ['Late', 'Scheduled'],
    ['AwaitingConcurrencySlot', 'Scheduled'],
    ['AwaitingRetry', 'AwaitingRetry'],
    ['Resuming', 'Resuming'],
  ])('a run that is %s is to be %s at the new time', (name, after) => {
    expect(reschedule(inState('SCHEDULED', name))).toMatchObject({
      type: 'SCHEDULED',
      name: after,
      state_details: { scheduled_time: at(3_600) },
    })
  })

  test('a run that is not scheduled is left alone', () => {
    expect(reschedule(inState('PENDING'))).toBeNull()
  })
})

test('set_state proposes the same to every run', () => {
  const given = { type: 'FAILED', name: 'Gone', message: 'm' } as BulkProposal['state']
  const set = ask({ kind: 'set_state', state: given })
  expect(set(inState('RUNNING'))).toMatchObject({ type: 'FAILED', name: 'Gone', message: 'm' })
  expect(set(flowRun({ state: null }))).toMatchObject({ type: 'FAILED' })
})
