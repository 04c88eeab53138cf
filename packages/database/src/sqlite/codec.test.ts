import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DECODERS, intervalSeconds, intervalText, jsonText, readJson } from './codec.ts'

describe('durations in SQLite', () => {
  test.each([
    [0, '1970-01-01 00:00:00.000000'],
    [0.176915, '1970-01-01 00:00:00.176915'],
    [61.5, '1970-01-01 00:01:01.500000'],
    [90_000, '1970-01-02 01:00:00.000000'],
    [2.420123, '1970-01-01 00:00:02.420123'],
    [-0.000001, '1969-12-31 23:59:59.999999'],
  ])('%d s is the instant %s', (seconds, text) => {
    expect(intervalText(seconds)).toBe(text)
    expect(intervalSeconds(text)).toBe(seconds)
  })

  test('each number of microseconds comes back as the float nearest to it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (microseconds) => {
        expect(intervalSeconds(intervalText(microseconds / 1e6))).toBe(microseconds / 1e6)
      }),
    )
  })

  test('the default of the column, a bare 0, is no time', () => {
    expect(intervalSeconds(0)).toBe(0)
  })
})

describe('JSON in SQLite', () => {
  test('is written with the spaces that the reference writes', () => {
    const value = { a: [1, 'x,y:z', null], b: {}, c: [], 'd"': { e: true } }
    expect(jsonText(value)).toBe('{"a": [1, "x,y:z", null], "b": {}, "c": [], "d\\"": {"e": true}}')
  })

  test('leaves out what JSON has no word for', () => {
    expect(jsonText({ a: undefined, b: [undefined], c: Number.NaN, d: new Date(0) })).toBe(
      '{"b": [null], "c": null, "d": "1970-01-01T00:00:00.000Z"}',
    )
  })

  test('reads back what it writes, for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(readJson(jsonText(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('NaN and Infinity, which Python writes bare, read as null, but not inside of texts', () => {
    expect(readJson('{"a": NaN, "b": [-Infinity, Infinity], "NaN": "say \\"NaN\\" NaN"}')).toEqual({
      a: null,
      b: [null, null],
      NaN: 'say "NaN" NaN',
    })
  })

  test('JSON of a known shape reads with plain numbers, whatever Python wrote', () => {
    expect(DECODERS.typed_json?.('{"retries": 1, "retry_delay_seconds": 0.0}')).toEqual({
      retries: 1,
      retry_delay_seconds: 0,
    })
    expect(DECODERS.typed_json?.('{"retry_delay_seconds": 1.0, "retries": NaN}')).toEqual({
      retry_delay_seconds: 1,
      retries: null,
    })
  })

  test('text that is no JSON at all is an error', () => {
    expect(() => readJson('{"a": ')).toThrow(SyntaxError)
  })
})

test('numbers that keep their text are written with it, at any depth', () => {
  const five = JSON.parse('{"rawJSON":"no number"}')
  const { rawJSON } = JSON as unknown as { rawJSON(text: string): object }
  expect(jsonText({ a: rawJSON('5.0'), b: [rawJSON('12345678901234567890')], five })).toBe(
    '{"a": 5.0, "b": [12345678901234567890], "five": {"rawJSON": "no number"}}',
  )
})
