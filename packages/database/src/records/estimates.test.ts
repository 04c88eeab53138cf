import type { Instant } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { type EstimateColumns, estimatedRunTime, estimatedStartTimeDelta } from './estimates.ts'

const at = (time: string) => `2026-01-01 ${time}` as Instant
const NOW = at('12:00:00.000000')

const run = (columns: Partial<EstimateColumns>): EstimateColumns => ({
  state_type: 'PENDING',
  state_timestamp: at('11:59:00.000000'),
  start_time: null,
  expected_start_time: null,
  total_run_time: 0,
  ...columns,
})

describe('how long a run has been running', () => {
  test('goes on while it runs', () => {
    const running = run({ state_type: 'RUNNING', total_run_time: 0.1 })
    expect(estimatedRunTime(running, NOW)).toBe(60.1)
    expect(estimatedRunTime(running, at('12:00:01.000001'))).toBe(61.100001)
  })

  test('stands still otherwise', () => {
    expect(estimatedRunTime(run({ state_type: 'PAUSED', total_run_time: 2.5 }), NOW)).toBe(2.5)
    expect(estimatedRunTime(run({ state_type: null, state_timestamp: null }), NOW)).toBe(0)
  })
})

describe('how late a run is', () => {
  const expected_start_time = at('11:00:00.000000')

  test.each([
    ['one that started late stays as late', { start_time: at('11:00:01.500000') }, 1.5],
    ['one that started early is not', { start_time: at('10:00:00.000000') }, 0],
    ['one that has not started is later every second', {}, 3600],
    ['one that ended without starting is not', { state_type: 'CANCELLED' }, 0],
    ['one that is expected later is not', { expected_start_time: at('13:00:00.000000') }, 0],
    ['one that nobody expects is not', { expected_start_time: null }, 0],
  ] as const)('%s', (_, columns, seconds) => {
    expect(estimatedStartTimeDelta(run({ expected_start_time, ...columns }), NOW)).toBe(seconds)
  })
})
