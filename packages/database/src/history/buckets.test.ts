import type { Instant } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { bucketsOf, fillBuckets } from './buckets.ts'

const span = (start: string, end: string, seconds: number) => ({
  history_start: `${start}.000000` as Instant,
  history_end: `${end}.000000` as Instant,
  history_interval_seconds: seconds,
})

describe('the buckets of a history', () => {
  test('follow each other, the last one past the end', () => {
    expect(bucketsOf(span('2026-01-01 00:00:00', '2026-01-01 00:02:30', 60))?.bounds).toEqual([
      '2026-01-01 00:00:00.000000',
      '2026-01-01 00:01:00.000000',
      '2026-01-01 00:02:00.000000',
      '2026-01-01 00:03:00.000000',
    ])
  })

  test('keep fractions of seconds', () => {
    expect(bucketsOf(span('2026-01-01 00:00:00', '2026-01-01 00:00:02', 1.000001))?.bounds.at(-1)).toBe(
      '2026-01-01 00:00:02.000002',
    )
  })

  test('are 500 at most', () => {
    expect(bucketsOf(span('2026-01-01 00:00:00', '2026-02-01 00:00:00', 1))?.bounds).toHaveLength(501)
  })

  test.each([
    ['2026-01-01 00:00:00', '2026-01-01 00:00:00'],
    ['2026-01-02 00:00:00', '2026-01-01 00:00:00'],
  ])('from %s to %s are none', (start, end) => {
    expect(bucketsOf(span(start, end, 60))).toBeUndefined()
  })

  test('end with time itself, however long they are', () => {
    const buckets = bucketsOf(span('2026-01-01 00:00:00', '2026-01-02 00:00:00', 1e300))
    expect(buckets?.bounds).toEqual(['2026-01-01 00:00:00.000000', '9999-12-31 23:59:59.999999'])
  })

  test('are answered with what was counted in them, empty ones too', () => {
    const buckets = bucketsOf(span('2026-01-01 00:00:00', '2026-01-01 00:02:00', 60))
    const state = {
      state_type: 'FAILED',
      state_name: 'Failed',
      count_runs: 2,
      sum_estimated_run_time: 3,
      sum_estimated_lateness: 4,
    } as const
    expect(buckets && fillBuckets(buckets, [{ bucket: 1, ...state }])).toEqual([
      {
        interval_start: '2026-01-01 00:00:00.000000',
        interval_end: '2026-01-01 00:01:00.000000',
        states: [],
      },
      {
        interval_start: '2026-01-01 00:01:00.000000',
        interval_end: '2026-01-01 00:02:00.000000',
        states: [state],
      },
    ])
  })
})
