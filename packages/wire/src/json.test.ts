import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWrittenNumber, parseJson, plainNumber, withPlainNumbers, writtenNumber } from './json.ts'

const BEYOND = '1152921504606846977'

describe('integers that JavaScript cannot count to', () => {
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

  test.each(['9007199254740991', '-9007199254740991', '9007199254740992', '1e300', '12345678901234567.5'])(
    '%s is a number',
    (text) => {
      expect(parseJson(`[${text}]`)).toEqual([Number(text)])
    },
  )

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
