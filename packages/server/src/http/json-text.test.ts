import { describe, expect, test } from 'vitest'
import { JsonSyntaxError, MAX_DEPTH, readJson, TooDeep } from './json-text.ts'

/** Offsets and messages as Python's json module gives them. */
const BROKEN: readonly (readonly [string, number, string])[] = [
  ['{bad', 1, 'Expecting property name enclosed in double quotes'],
  ['{"name": ', 9, 'Expecting value'],
  ['[1,]', 3, 'Expecting value'],
  ['{"a":1,}', 7, 'Expecting property name enclosed in double quotes'],
  ['"abc', 0, 'Unterminated string starting at'],
  ['"a\tb"', 2, 'Invalid control character at'],
  ['"\\x"', 1, 'Invalid \\escape'],
  ['"\\u12"', 2, 'Invalid \\uXXXX escape'],
  ['nul', 0, 'Expecting value'],
  ['1 2', 2, 'Extra data'],
  ['{"a" 1}', 5, "Expecting ':' delimiter"],
  ['{"a":1 "b"}', 7, "Expecting ',' delimiter"],
  ['[1 2]', 3, "Expecting ',' delimiter"],
  ['  ', 2, 'Expecting value'],
  ['-', 0, 'Expecting value'],
  ['01', 1, 'Extra data'],
  ['1.', 1, 'Extra data'],
  ['{', 1, 'Expecting property name enclosed in double quotes'],
  ['{"a"', 4, "Expecting ':' delimiter"],
  ['[1', 2, "Expecting ',' delimiter"],
  ['"\\', 0, 'Unterminated string starting at'],
  ["'a'", 0, 'Expecting value'],
  ['{"\u{1f600}":1,}', 7, 'Expecting property name enclosed in double quotes'],
]

describe('a text that is no JSON', () => {
  test.each(BROKEN)('%j', (text, offset, message) => {
    expect(() => readJson(text)).toThrow(expect.objectContaining({ offset, message }))
    expect(() => readJson(text)).toThrow(JsonSyntaxError)
  })
})

test('reads the numbers that Python writes', () => {
  expect(readJson('{"a": [NaN, -Infinity, 1.5e3], "b\\n\\u0041": "\\"", "c": {}, "d": []}')).toEqual({
    a: [Number.NaN, Number.NEGATIVE_INFINITY, 1500],
    'b\nA': '"',
    c: {},
    d: [],
  })
})

test.each([
  ['lists', (depth: number) => '['.repeat(depth) + ']'.repeat(depth)],
  ['objects', (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`],
  ['an unfinished list', (depth: number) => '['.repeat(depth)],
])('%s beyond the depth limit are refused', (_, nest) => {
  expect(() => readJson(nest(MAX_DEPTH + 1))).toThrow(TooDeep)
  expect(() => readJson(nest(200_000))).toThrow(TooDeep)
})

test('many brackets in a text are not depth', () => {
  const text = '['.repeat(5000)
  expect(readJson(JSON.stringify({ text }))).toEqual({ text })
})
