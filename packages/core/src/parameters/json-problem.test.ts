import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jsonProblem } from './json-problem.ts'

/** As Python's json module says it. */
it.each([
  ['', 'Expecting value: line 1 column 1 (char 0)'],
  ['{', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
  ['[1,', 'Expecting value: line 1 column 4 (char 3)'],
  ['{"a" 1}', "Expecting ':' delimiter: line 1 column 6 (char 5)"],
  ['{a:1}', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
  ['[1 2]', "Expecting ',' delimiter: line 1 column 4 (char 3)"],
  ['"abc', 'Unterminated string starting at: line 1 column 1 (char 0)'],
  ['"abc\\', 'Unterminated string starting at: line 1 column 1 (char 0)'],
  ['"a\n"', 'Invalid control character at: line 1 column 3 (char 2)'],
  ['"\\x"', 'Invalid \\escape: line 1 column 2 (char 1)'],
  ['"\\u12"', 'Invalid \\uXXXX escape: line 1 column 3 (char 2)'],
  ['1 2', 'Extra data: line 1 column 3 (char 2)'],
  ['{"a":}', 'Expecting value: line 1 column 6 (char 5)'],
  ['{"a":1,}', 'Expecting property name enclosed in double quotes: line 1 column 8 (char 7)'],
  ['\n\n  x', 'Expecting value: line 3 column 3 (char 4)'],
  ['{"a":1 "b"', "Expecting ',' delimiter: line 1 column 8 (char 7)"],
  ['[\n1,\n}', 'Expecting value: line 3 column 1 (char 5)'],
])('%j: %s', (text, problem) => {
  expect(jsonProblem(text)).toBe(problem)
})

it('has something to say about whatever JSON.parse refuses', () => {
  fc.assert(
    fc.property(fc.string(), fc.json(), fc.nat(), (noise, json, at) => {
      const text = json.slice(0, at % (json.length + 1)) + noise
      try {
        JSON.parse(text)
      } catch {
        expect(jsonProblem(text)).toMatch(/^[A-Z].*: line \d+ column \d+ \(char \d+\)$/)
      }
    }),
  )
})
