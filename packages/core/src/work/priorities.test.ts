import { describe, expect, test } from 'vitest'
import { firstFreePriority, renumber } from './priorities.ts'

const queues = (...priorities: number[]) =>
  priorities.map((priority, index) => ({ id: `q${index}`, priority }))

describe('places of queues', () => {
  test.each([
    [[], 1],
    [[1, 2], 3],
    [[1, 3], 2],
    [[2, 3], 1],
    [[1, 1, 2], 3],
  ])('of %j the first free one is %i', (taken, free) => {
    expect(firstFreePriority(taken)).toBe(free)
  })

  test('nobody moves where all places differ, gaps or not', () => {
    expect(renumber(queues(1, 2, 5))).toEqual([])
  })

  test('a queue that takes a held place pushes those behind it as far as the next gap', () => {
    expect(renumber([...queues(1, 2, 4), { id: 'new', priority: 1 }], 'new')).toEqual([
      { id: 'q0', priority: 2 },
      { id: 'q1', priority: 3 },
    ])
  })

  test('places that were held twice are told apart again', () => {
    expect(renumber(queues(1, 1, 2))).toEqual([
      { id: 'q1', priority: 2 },
      { id: 'q2', priority: 3 },
    ])
  })
})
