import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addMicroseconds,
  addSeconds,
  type Instant,
  instantFromMicroseconds,
  microsecondsOf,
  millisecondsOf,
  printInstant,
  readInstant,
  secondsBetween,
} from './instant.ts'

const FIRST = -62_135_596_800_000_000n
const LAST = 253_402_300_799_999_999n

const microseconds = fc.bigInt({ min: FIRST, max: LAST })
const instants = microseconds.map(instantFromMicroseconds)

describe('an instant', () => {
  test('of microseconds is the text of that moment', () => {
    expect(instantFromMicroseconds(0n)).toBe('1970-01-01 00:00:00.000000')
    expect(instantFromMicroseconds(-1n)).toBe('1969-12-31 23:59:59.999999')
    expect(instantFromMicroseconds(1_704_164_645_123_456n)).toBe('2024-01-02 03:04:05.123456')
    expect(instantFromMicroseconds(FIRST)).toBe('0001-01-01 00:00:00.000000')
    expect(instantFromMicroseconds(LAST)).toBe('9999-12-31 23:59:59.999999')
  })

  test('keeps its microseconds', () => {
    fc.assert(
      fc.property(microseconds, (count) => {
        expect(microsecondsOf(instantFromMicroseconds(count))).toBe(count)
      }),
    )
  })

  test('compares as text like the moments in time', () => {
    fc.assert(
      fc.property(microseconds, microseconds, (a, b) => {
        expect(instantFromMicroseconds(a) < instantFromMicroseconds(b)).toBe(a < b)
      }),
    )
  })

  test('is printed and read back the same', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        expect(readInstant(printInstant(instant))).toBe(instant)
      }),
    )
  })

  test('is printed without a fraction that is zero', () => {
    expect(printInstant('2024-01-02 03:04:05.000000' as Instant)).toBe('2024-01-02T03:04:05Z')
    expect(printInstant('2024-01-02 03:04:05.100000' as Instant)).toBe('2024-01-02T03:04:05.100000Z')
  })

  test.each([
    ['2024-01-02T03:04:05Z', '2024-01-02 03:04:05.000000'],
    ['2024-01-02 03:04:05.1', '2024-01-02 03:04:05.100000'],
    ['2024-01-02T03:04:05.123456+00:00', '2024-01-02 03:04:05.123456'],
    ['2024-01-02 03:04:05+00', '2024-01-02 03:04:05.000000'],
    ['2024-01-02T03:04:05+01:00', '2024-01-02 02:04:05.000000'],
    ['2024-01-02T23:04:05.123456-04:30', '2024-01-03 03:34:05.123456'],
    ['1880-01-01T00:53:28+00:53:28', '1880-01-01 00:00:00.000000'],
  ])('is read from %s', (text, instant) => {
    expect(readInstant(text)).toBe(instant)
  })

  test.each([
    '',
    'x',
    '2024-01-02',
    '2024-01-02T03:04',
    '2024-01-02T03:04+01:00',
    '2024-01-02T03:04:05Z+01:00',
    '2024-01-02T03:04:05+00:00+01:00',
  ])('is not read from "%s"', (text) => {
    expect(() => readInstant(text)).toThrow(`Cannot read "${text}" as an instant`)
  })
})

describe('time between instants', () => {
  const seconds = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })
  const near = fc.bigInt({ min: 0n, max: 4_000_000_000_000_000n }).map(instantFromMicroseconds)

  test('is what was added', () => {
    fc.assert(
      fc.property(near, seconds, (start, delay) => {
        expect(secondsBetween(start, addSeconds(start, delay))).toBe(delay)
      }),
    )
  })

  test('is exact to the microsecond', () => {
    fc.assert(
      fc.property(near, fc.integer(), (start, delay) => {
        expect(microsecondsOf(addMicroseconds(start, delay)) - microsecondsOf(start)).toBe(BigInt(delay))
      }),
    )
    expect(addSeconds('2024-01-01 00:00:00.000000' as Instant, 0.000001)).toBe('2024-01-01 00:00:00.000001')
  })

  test('taken away leads back', () => {
    fc.assert(
      fc.property(near, seconds, (start, delay) => {
        expect(addSeconds(addSeconds(start, delay), -delay)).toBe(start)
      }),
    )
  })

  test('in milliseconds drops the microseconds', () => {
    expect(millisecondsOf('1970-01-01 00:00:01.234999' as Instant)).toBe(1234)
  })
})
