import { describe, expect, it } from 'vitest'
import {
  answerStatus,
  cancelledWithFlowRun,
  cancelledWithParent,
  cancellingDeadline,
  expiredPause,
  late,
  lateBefore,
  overdueCancelling,
  resumed,
  stateOfParentTaskRun,
} from './follow-ups.ts'
import { at, DEPLOYMENT_ID, NOW, reeveId, state } from './testing.ts'

it('the task run of a subflow gets a copy of its state that points to the subflow', () => {
  const own = state({ type: 'COMPLETED', message: 'done', data: { type: 'reference' } })
  const copy = stateOfParentTaskRun(own, reeveId(1))
  expect(copy).toMatchObject({ type: 'COMPLETED', message: 'done', data: { type: 'reference' } })
  expect(copy.state_details.child_flow_run_id).toBe(reeveId(1))
  expect('id' in copy).toBe(false)
})

describe('a run that is being cancelled', () => {
  const cancelling = state({ type: 'CANCELLING' }, at(-300))

  it('is overdue once its time is up', () => {
    expect(cancellingDeadline(cancelling, 300)).toBe(NOW)
    expect(overdueCancelling(cancelling, 301, NOW)).toBeNull()
    expect(overdueCancelling(cancelling, 300, NOW)).toMatchObject({
      type: 'CANCELLED',
      message: 'Flow run cancellation timed out; marked this flow run as Cancelled.',
    })
  })

  it('is not overdue if it is something else by now', () => {
    expect(overdueCancelling(state({ type: 'CANCELLED' }, at(-300)), 300, NOW)).toBeNull()
    expect(overdueCancelling(null, 300, NOW)).toBeNull()
  })
})

it('a late run keeps its scheduled time', () => {
  expect(lateBefore(NOW, 15)).toBe(at(-15))
  expect(late(at(-20), NOW)).toMatchObject({
    type: 'SCHEDULED',
    name: 'Late',
    state_details: { scheduled_time: at(-20) },
  })
})

describe('a pause', () => {
  const paused = (pause_timeout: ReturnType<typeof at> | null) =>
    state({ type: 'PAUSED', state_details: { pause_timeout } })

  it('fails the run once it is over', () => {
    expect(expiredPause(paused(at(-1)), NOW)).toMatchObject({
      type: 'FAILED',
      message: 'The flow was paused and never resumed.',
    })
  })

  it.each([
    ['has time left', paused(at(1))],
    ['is over just now', paused(NOW)],
    ['has no end', paused(null)],
    ['was left already', state({ type: 'RUNNING', state_details: { pause_timeout: at(-1) } })],
    ['is of a run without a state', null],
  ])('is left alone if it %s', (_, current) => {
    expect(expiredPause(current, NOW)).toBeNull()
  })
})

describe('what a cancelled flow run leaves behind', () => {
  const message = 'The parent flow run was cancelled.'

  it('task runs are cancelled unless they have ended', () => {
    expect(cancelledWithFlowRun(state({ type: 'RUNNING' }), NOW)).toMatchObject({
      type: 'CANCELLED',
      message,
    })
    expect(cancelledWithFlowRun(null, NOW)).toMatchObject({ type: 'CANCELLED', message })
    expect(cancelledWithFlowRun(state({ type: 'FAILED' }), NOW)).toBeNull()
  })

  it.each([
    ['with a deployment are asked to stop', 'RUNNING', DEPLOYMENT_ID, 'CANCELLING'],
    ['with a deployment are asked once', 'CANCELLING', DEPLOYMENT_ID, undefined],
    ['without one are cancelled', 'RUNNING', null, 'CANCELLED'],
    ['without one are cancelled even while they are being cancelled', 'CANCELLING', null, 'CANCELLED'],
    ['that have ended are left alone', 'COMPLETED', null, undefined],
  ] as const)('subflows %s', (_, type, deployment_id, expected) => {
    expect(cancelledWithParent({ state: state({ type }), deployment_id }, NOW)?.type).toBe(expected)
  })
})

it('a suspended run is resumed through its schedule, a paused one in place', () => {
  expect(resumed(state({ type: 'PAUSED', state_details: { pause_reschedule: true } }), NOW)).toMatchObject({
    type: 'SCHEDULED',
    name: 'Resuming',
    state_details: { scheduled_time: NOW },
  })
  expect(resumed(state({ type: 'PAUSED' }), NOW)).toMatchObject({ type: 'RUNNING', name: 'Running' })
})

it('an answer is 201 if it tells of a state made since the request came in', () => {
  expect(answerStatus(state({ type: 'RUNNING' }, NOW), NOW)).toBe(201)
  expect(answerStatus(state({ type: 'RUNNING' }, at(-1)), NOW)).toBe(200)
  expect(answerStatus(null, NOW)).toBe(200)
})
