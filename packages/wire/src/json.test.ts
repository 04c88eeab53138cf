import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWrittenNumber, parseJson, plainNumber, withPlainNumbers, writtenNumber } from './json.ts'

const BEYOND = '1152921504606846977'

describe('numbers that JavaScript would write otherwise', () => {
  test.each([
    BEYOND,
    `-${BEYOND}`,
    '9007199254740993',
    '123456789012345678901234567890',
    `[${BEYOND}]`,
    `{"a":{"b":[1,${BEYOND},"${BEYOND}"]},"c":1.5}`,
  ])('%s is written as it was read', (text) => {
    expect(JSON.stringify(parseJson(text))).toBe(text)
  })

  test('any integer at any place comes back as it was', () => {
    const integer = fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }).map(String)
    const text = fc.letrec<{ value: string }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        integer,
        fc.string().map((value) => JSON.stringify(value)),
        fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
        fc
          .array(tie('value'), { maxLength: 3 })
          .map((items) => `{${items.map((item, at) => `"k${at}":${item}`)}}`),
      ),
    })).value
    fc.assert(
      fc.property(text, (json) => {
        expect(JSON.stringify(parseJson(json))).toBe(squeezed(json))
      }),
    )
  })

  test.each(['9007199254740991', '-9007199254740991', '9007199254740992', '1e300', '1.5', '1e-7'])(
    '%s is a number',
    (text) => {
      expect(parseJson(`[${text}]`)).toEqual([Number(text)])
    },
  )

  test.each(['1.0', '-0.0', '[2.0, 1]', '{"a": {"b": 100000.0}}', '{"a":1.0 }', '12345678901234568.0'])(
    '%s stays a float',
    (text) => {
      expect(JSON.stringify(parseJson(text))).toBe(text.replaceAll(' ', ''))
    },
  )

  test('a float is written as Python writes it', () => {
    expect(JSON.stringify(parseJson('[1.000, 1e+16, 1e+21, 1.5e+3]'))).toBe(
      '[1.0,10000000000000000.0,1e+21,1500.0]',
    )
  })

  test('what looks like a float in a text changes nothing', () => {
    expect(parseJson('{"a":"1.0","b":".0, ","c":5}')).toEqual({ a: '1.0', b: '.0, ', c: 5 })
  })

  test('one is no object', () => {
    expect(isWrittenNumber(parseJson(BEYOND))).toBe(true)
    expect([{}, { rawJSON: BEYOND }, [], null, 5].map(isWrittenNumber)).toEqual(Array(5).fill(false))
  })

  test('where a number is needed it is rounded', () => {
    expect(plainNumber(writtenNumber(BEYOND))).toBe(2 ** 60)
    expect([5, 'text', null, undefined, true].map(plainNumber)).toEqual([5, 'text', null, undefined, true])
    const foreign = new Date()
    expect(withPlainNumbers({ a: [writtenNumber(BEYOND), 1], b: foreign })).toEqual({
      a: [2 ** 60, 1],
      b: foreign,
    })
  })
})

/** Without the spaces that lists were given. */
const squeezed = (json: string) =>
  json.replaceAll(/"(?:[^"\\]|\\.)*"|(, )/g, (found, space) => (space ? ',' : found))
