import { describe, expect, it } from 'vitest'
import { differencesOf } from './compare.ts'

const differ = (expected: string | number, actual: string | number) =>
  differencesOf('read', { status: 200, body: expected }, { status: 200, body: actual }).length > 0

describe('answers are compared by what they mean', () => {
  it.each([
    ['equal texts', 'a', 'a'],
    ['counts within the tolerance', '<time 59s>', '<time 57s>'],
    ['seconds within the tolerance', 'in <seconds 10> now', 'in <seconds 12> now'],
    ['one clock reading where there were two', '<time>', '<time read/a>'],
    ['a time under one of its names', '<time set/a>', '<time set/b = set/a>'],
    ['no time where some passed', '<elapsed>', 0],
  ])('%s are the same', (_, expected, actual) => {
    expect(differ(expected, actual)).toBe(false)
  })

  it.each([
    ['other texts', 'a', 'b'],
    ['counts beyond the tolerance', '<time 59s>', '<time 40s>'],
    ['a time of another step where a new one was', '<time>', '<time set/a>'],
    ['two clock readings where there was one', '<time read/a>', '<time>'],
    ['times seen in different places', '<time set/a>', '<time set/b>'],
    ['some time where none passed', 0, '<elapsed>'],
    ['another form of a time', '<time>', '<time as 0000-00-00 00:00:00>'],
  ])('%s are not', (_, expected, actual) => {
    expect(differ(expected, actual)).toBe(true)
  })
})
