import { microsecondsOf } from '@reeve/wire'
import { afterEach, expect, test, vi } from 'vitest'
import { increasingIds, systemClock, systemIds } from './system.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

afterEach(() => {
  vi.restoreAllMocks()
})

test.each([
  ['2026-01-02T03:04:05.000006Z', '2026-01-02 03:04:05.000006'],
  ['2026-12-31T23:59:59.999999999Z', '2026-12-31 23:59:59.999999'],
])('the clock writes %s as %s', (now, instant) => {
  vi.spyOn(Temporal.Now, 'instant').mockReturnValue(Temporal.Instant.from(now))
  expect(systemClock().now()).toBe(instant)
})

test('the clock goes on from second to second', () => {
  const clock = systemClock()
  const now = vi.spyOn(Temporal.Now, 'instant')
  const times = ['59.5', '59.75', '00.25'].map((seconds, index) => {
    now.mockReturnValue(Temporal.Instant.from(`2026-01-01T00:0${index === 2 ? 1 : 0}:${seconds}Z`))
    return microsecondsOf(clock.now())
  })
  expect(times.map((time) => time - (times[0] ?? 0n))).toEqual([0n, 250_000n, 750_000n])
})

test('the clock tells the time of this machine', () => {
  const apart = Number(microsecondsOf(systemClock().now()) / 1000n) - Date.now()
  expect(Math.abs(apart)).toBeLessThan(1000)
})

test('ids are UUIDs that follow the time', () => {
  const id = systemIds.next()
  expect(id).toMatch(UUID)
  expect(Math.abs(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16) - Date.now())).toBeLessThan(1000)
})

test.each([
  ['many of one millisecond', (index: number) => 1_767_225_600_000 + Math.floor(index / 10_000)],
  ['while the clock is set back', (index: number) => 1_767_225_600_000 - index],
])('each id is a UUID greater than the one before: %s', (_, clock) => {
  let asked = 0
  vi.spyOn(Date, 'now').mockImplementation(() => clock(asked++))
  const next = increasingIds()
  const ids = Array.from({ length: 20_000 }, next)
  expect(ids.filter((id) => !UUID.test(id))).toEqual([])
  expect(ids).toEqual([...new Set(ids)].sort())
})
