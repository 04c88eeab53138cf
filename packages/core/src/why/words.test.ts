import { addSeconds, type Instant } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { clock, counted, duration, named, since } from './words.ts'

const NOW = '2026-03-01 12:00:00.123456' as Instant
const run = (name: string | null, id = 'id') => ({ kind: 'flow-run', id, name }) as const

describe('words for reasons', () => {
  test.each([
    [0, '0 seconds'],
    [1.9, '1 second'],
    [119, '1 minute'],
    [7200, '2 hours'],
    [90_000, '1 day'],
    [-5, '0 seconds'],
  ])('%s seconds are %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text)
  })

  test('times are told to the second, with how long ago they are', () => {
    expect(clock(NOW)).toBe('2026-03-01T12:00:00Z')
    expect(since(addSeconds(NOW, -60), NOW)).toBe('2026-03-01T11:59:00Z (1 minute ago)')
  })

  test('a few are named, the rest is counted; where there is no name the id must do', () => {
    expect(named([run('a')], 1)).toBe('a')
    expect(named([run('a'), run(null, 'x')], 2)).toBe('a and x')
    expect(named([run('a'), run('b'), run('c'), run('d')], 6)).toBe('a, b, c and 3 more')
    expect(counted(1, 'run')).toBe('1 run')
    expect(counted(2, 'run')).toBe('2 runs')
  })
})
