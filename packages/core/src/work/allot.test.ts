import { describe, expect, test } from 'vitest'
import { allot, type PolledQueue } from './allot.ts'

const queue = (id: string, facts: Partial<PolledQueue> = {}): PolledQueue => ({
  id,
  name: id,
  is_paused: false,
  concurrency_limit: null,
  active: null,
  ...facts,
})
const POOL = { is_paused: false, concurrency_limit: null }
const ALL = { limit: 10, names: null }

describe('what a poll may give out', () => {
  test('is what was asked for where nothing is limited', () => {
    expect(allot(POOL, [queue('a'), queue('b')], ALL)).toEqual({
      total: 10,
      queues: [
        { id: 'a', take: 10 },
        { id: 'b', take: 10 },
      ],
    })
  })

  test('is nothing of a paused pool, and nothing of a paused queue', () => {
    expect(allot({ ...POOL, is_paused: true }, [queue('a')], ALL).queues).toEqual([])
    expect(allot(POOL, [queue('a', { is_paused: true })], ALL).queues).toEqual([])
  })

  test('is what the limit of a queue leaves, never less than nothing', () => {
    const queues = [
      queue('a', { concurrency_limit: 3, active: 1 }),
      queue('b', { concurrency_limit: 1, active: 4 }),
    ]
    expect(allot(POOL, queues, ALL).queues).toEqual([{ id: 'a', take: 2 }])
  })

  test('is what the limit of the pool leaves, the runs of queues counted that are not polled', () => {
    const queues = [queue('a', { active: 1 }), queue('b', { active: 2, is_paused: true })]
    expect(allot({ ...POOL, concurrency_limit: 5 }, queues, { limit: 10, names: ['a'] })).toEqual({
      total: 2,
      queues: [{ id: 'a', take: 2 }],
    })
  })
})
