import { describe, expect, test } from 'vitest'
import { parseWordQuery } from './word-query.ts'

describe('a query of words', () => {
  test.each([
    ['error timeout', ['error', 'timeout'], [], []],
    ['error -debug !trace', ['error'], ['debug', 'trace'], []],
    ['+must maybe', ['maybe'], [], ['must']],
    ['"connection timeout" x', ['connection timeout', 'x'], [], []],
    ['-"a b" +"c d"', [], ['a b'], ['c d']],
    ['"say \\"hi\\" \\\\ \\n"', ['say "hi" \\ \\n'], [], []],
    ['"never closed', ['never closed'], [], []],
    ['"ends in a backslash\\', ['ends in a backslash\\'], [], []],
    ['- + ! word', ['word'], [], []],
    ['word -', ['word'], [], []],
    ['--twice', [], ['-twice'], []],
    ['in-the-middle', ['in-the-middle'], [], []],
    ['stuck"to a"phrase', ['stuck', 'to a', 'phrase'], [], []],
    ['"" "  " -""', [], [], []],
    ['   ', [], [], []],
  ])('%s', (query, included, excluded, required) => {
    expect(parseWordQuery(query)).toEqual({ included, excluded, required })
  })
})
