import { addSeconds, type Instant } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { batchSize, isDue, nextDue, nextSize, progressOf } from './pace.ts'

const NOW = '2026-01-01 12:00:00.000000' as Instant
const at = (seconds: number) => addSeconds(NOW, seconds)

test.each([
  [null, 50, 50],
  [1, 50, 1],
  [0.2, 50, 1],
  [100, 50, 10],
  [10_000, 50, 50],
])('with a rate of %j and room for %i, %i are taken at once', (rate, largest, size) => {
  expect(batchSize(rate, largest)).toBe(size)
})

test.each([
  ['the rate is held', { due: null, now: NOW }, at(0.5)],
  ['a short delay is made up for', { due: at(-0.7), now: NOW }, at(-0.2)],
  ['a long one only for the last second', { due: at(-60), now: NOW }, at(-0.5)],
])('%s', (_, { due, now }, expected) => {
  expect(nextDue({ rate: 10, due, now }, 5)).toBe(expected)
})

test('without a rate the next batch may come at once', () => {
  expect(nextDue({ rate: null, due: null, now: NOW }, 5)).toBeNull()
  expect(isDue(null, NOW)).toBe(true)
  expect(isDue(at(0), NOW)).toBe(true)
  expect(isDue(at(0.000001), NOW)).toBe(false)
})

describe('the size of a batch', () => {
  test.each([
    ['grows while a larger one would fit', 10, 3, 20],
    ['stays where it would not', 10, 4.5, 10],
    ['shrinks when a batch took too long', 10, 9, 5],
    ['is one at least', 1, 500, 1],
    ['is two hundred at most', 200, 1, 200],
  ])('%s', (_, size, tookMs, next) => {
    expect(nextSize(size, tookMs, 8)).toBe(next)
  })

  test('comes to rest whatever a change costs', () => {
    for (const cost of [0.01, 0.08, 0.3, 1, 5, 20]) {
      let size = 10
      for (let batch = 0; batch < 20; batch++) size = nextSize(size, size * cost, 8)
      expect(nextSize(size, size * cost, 8)).toBe(size)
    }
  })
})

describe('progress', () => {
  const pace = {
    isRunning: true,
    isEnded: false,
    total: 100,
    done: 40,
    paced_since: at(-10),
    paced_done: 20,
    updated: NOW,
  }

  test('is told from what was done since the operation was last taken up', () => {
    expect(progressOf(pace)).toEqual({ remaining: 60, per_second: 2, expected_end: at(30) })
  })

  test('is unknown before anything was done', () => {
    const unknown = { remaining: null, per_second: null, expected_end: null }
    expect(progressOf({ ...pace, total: null, done: 0, paced_since: null })).toEqual(unknown)
    expect(progressOf({ ...pace, done: 20 })).toMatchObject({ per_second: 0, expected_end: null })
  })

  test('ends with the operation, and is not foretold while it is paused', () => {
    expect(progressOf({ ...pace, isRunning: false })).toMatchObject({ remaining: 60, expected_end: null })
    expect(progressOf({ ...pace, isRunning: false, isEnded: true })).toMatchObject({ remaining: 0 })
  })
})
