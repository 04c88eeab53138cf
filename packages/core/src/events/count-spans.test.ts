import type { Instant } from '@reeve/wire'
import { expect, test } from 'vitest'
import { findTooManySpans, spansOf } from './count-spans.ts'

const at = (text: string) => `${text}.000000` as Instant
const NOW = at('2026-01-07 10:20:30')

test('spans are laid from a fixed Monday on, whatever the period', () => {
  const request = { since: at('2026-01-01 00:00:00'), until: at('2026-01-06 00:00:00') }
  const { start, bounds } = spansOf({ ...request, unit: 'week', interval: 1 }, NOW)
  expect(start).toBe(at('2025-12-29 00:00:00'))
  expect(bounds).toEqual([
    [at('2025-12-29 00:00:00'), '2026-01-04 23:59:59.999999'],
    [at('2026-01-05 00:00:00'), '2026-01-11 23:59:59.999999'],
  ])
})

test('a period before that Monday has spans too', () => {
  const request = { since: at('2024-03-31 23:00:00'), until: at('2024-04-01 01:00:00') }
  const { bounds } = spansOf({ ...request, unit: 'day', interval: 1 }, NOW)
  expect(bounds.map(([start]) => start)).toEqual([at('2024-03-31 00:00:00'), at('2024-04-01 00:00:00')])
})

test('a period that goes on after now ends with the current unit', () => {
  const request = { since: at('2026-01-07 08:30:00'), until: at('2026-02-01 00:00:00') }
  const { bounds } = spansOf({ ...request, unit: 'hour', interval: 0.5 }, NOW)
  expect(bounds.at(-1)).toEqual([at('2026-01-07 10:30:00'), '2026-01-07 10:59:59.999999'])
  expect(bounds).toHaveLength(5)
})

test('spans may be longer than time', () => {
  const request = { since: at('2024-03-01 00:00:00'), until: at('2026-01-01 00:00:00') }
  const { bounds } = spansOf({ ...request, unit: 'week', interval: 1e300 }, NOW)
  expect(bounds[0]?.[0]).toBe('0001-01-01 00:00:00.000000')
  expect(bounds.at(-1)?.[1]).toBe('9999-12-31 23:59:59.999999')
})

test('a thousand spans are not too many', () => {
  const request = { since: NOW, unit: 'second', interval: 1 } as const
  expect(findTooManySpans({ ...request, until: at('2026-01-07 10:37:10') })).toBeUndefined()
  expect(findTooManySpans({ ...request, until: '2026-01-07 10:37:10.000001' as Instant })).toBe(1001n)
})
