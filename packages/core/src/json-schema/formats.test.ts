import { expect, it } from 'vitest'
import { FORMATS } from './formats.ts'

it.each([
  ['date', '2026-02-28', true],
  ['date', '2026-02-30', false],
  ['date', '2026-2-3', false],
  ['time', '12:00:00Z', true],
  ['time', '25:00:00Z', false],
  ['time', '12:00:00', false],
  ['date-time', '2026-02-28T12:00:00Z', true],
  ['date-time', '2026-02-28T12:00:00+01:00', true],
  ['date-time', '2026-02-28', false],
  ['email', 'a@b', true],
  ['email', 'ab', false],
  ['ipv4', '127.0.0.1', true],
  ['ipv4', '127.0.0', false],
  ['ipv6', '::1', true],
  ['ipv6', 'fe80::1%eth0', false],
  ['regex', '^a$', true],
  ['regex', '[', false],
  ['uuid', '0195a000-0000-7000-8000-000000000001', true],
  ['uuid', '0195a000', false],
  ['json-pointer', '/a~0/b~1', true],
  ['json-pointer', 'a', false],
  ['relative-json-pointer', '1/a', true],
  ['relative-json-pointer', '/a', false],
])('%s of %j: %j', (format, text, holds) => {
  expect(FORMATS[format]?.(text)).toBe(holds)
})

it('has nothing against values that are no texts', () => {
  for (const [name, check] of Object.entries(FORMATS)) expect([name, check(3)]).toEqual([name, true])
})
