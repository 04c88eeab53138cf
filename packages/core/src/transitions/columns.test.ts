import { describe, expect, it } from 'vitest'
import {
  endTime,
  expectedStartTime,
  nextScheduledStartTime,
  startTime,
  stateTimestamp,
  totalRunTime,
} from './columns.ts'
import { at, NOW, propose, RUN_TIMES, state } from './testing.ts'

const moved = (type: Parameters<typeof propose>[0]['type'], timestamp = NOW) => ({
  proposed: propose({ type }),
  timestamp,
})

describe('the timestamp of a state', () => {
  it.each([
    ['is now', at(-60), NOW],
    ['is now without a current state', null, NOW],
    ['moves past a state of the same instant', NOW, at(0.000001)],
    ['moves past a state of a clock that is ahead', at(5), at(5.000001)],
  ])('%s', (_, current, expected) => {
    expect(stateTimestamp(current && state({ type: 'RUNNING' }, current), NOW)).toBe(expected)
  })
})

describe('start_time', () => {
  it.each([
    ['is when the run first runs', {}, 'RUNNING', NOW],
    ['stays once set', { start_time: at(-9) }, 'RUNNING', at(-9)],
    ['is when a run ends that never ran', {}, 'CRASHED', NOW],
    ['is not set by what comes before', {}, 'PENDING', null],
    ['is not set by a second end', { end_time: at(-9) }, 'FAILED', null],
  ] as const)('%s', (_, times, type, expected) => {
    expect(startTime({ ...RUN_TIMES, ...times }, propose({ type }), NOW)).toBe(expected)
  })
})

describe('end_time', () => {
  it.each([
    ['is when the run ends', null, 'RUNNING', 'COMPLETED', NOW],
    ['is the first of two ends', at(-9), 'COMPLETED', 'FAILED', at(-9)],
    ['is cleared when the run starts over', at(-9), 'FAILED', 'PENDING', null],
    ['is none while the run goes on', null, 'PENDING', 'RUNNING', null],
    ['is left alone by what was not at an end', at(-9), 'RUNNING', 'PENDING', at(-9)],
  ] as const)('%s', (_, end_time, from, type, expected) => {
    expect(endTime({ ...RUN_TIMES, end_time }, state({ type: from }), moved(type))).toBe(expected)
  })

  it('is when a run without a state ends', () => {
    expect(endTime(RUN_TIMES, null, moved('FAILED'))).toBe(NOW)
    expect(endTime(RUN_TIMES, null, moved('PENDING'))).toBeNull()
  })
})

describe('total_run_time', () => {
  const run = { ...RUN_TIMES, total_run_time: 1.5 }
  it.each([
    ['grows by the time in a running state', state({ type: 'RUNNING' }, at(-2.25)), 3.75],
    ['does not grow by any other', state({ type: 'PENDING' }, at(-2.25)), 1.5],
    ['does not grow from nothing', null, 1.5],
  ])('%s', (_, current, expected) => {
    expect(totalRunTime(run, current, NOW)).toBe(expected)
  })
})

describe('expected_start_time', () => {
  const scheduled = propose({ type: 'SCHEDULED', state_details: { scheduled_time: at(60) } })
  it.each([
    ['is when a run was first scheduled for', null, scheduled, at(60)],
    ['is when a run that was not scheduled begins', null, propose({ type: 'PENDING' }), NOW],
    ['stays once set', at(-5), scheduled, at(-5)],
  ])('%s', (_, expected_start_time, proposed, expected) => {
    expect(expectedStartTime({ ...RUN_TIMES, expected_start_time }, proposed, NOW)).toBe(expected)
  })
})

describe('next_scheduled_start_time', () => {
  const scheduled = propose({ type: 'SCHEDULED', state_details: { scheduled_time: at(60) } })
  const run = { ...RUN_TIMES, next_scheduled_start_time: at(5) }
  it.each([
    ['is when the run is scheduled for', state({ type: 'RUNNING' }), scheduled, at(60)],
    [
      'is cleared once it is no longer scheduled',
      state({ type: 'SCHEDULED' }),
      propose({ type: 'PENDING' }),
      null,
    ],
    ['is otherwise left alone', state({ type: 'PENDING' }), propose({ type: 'RUNNING' }), at(5)],
  ])('%s', (_, current, proposed, expected) => {
    expect(nextScheduledStartTime(run, current, proposed)).toBe(expected)
  })
})
