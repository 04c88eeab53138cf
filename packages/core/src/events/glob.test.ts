import { expect, test } from 'vitest'
import { matchesGlob } from './glob.ts'

test.each<[string, string, boolean]>([
  ['kettle.1', 'kettle.1', true],
  ['kettle.1', 'kettle', false],
  ['kettle.1', 'kettle.*', true],
  ['kettle.', 'kettle.*', true],
  ['kettlex1', 'kettle.1', false],
  ['Kettle.1', 'kettle.*', false],
  ['a\nb', 'a*b', true],
  ['a😀b', 'a?b', true],
  ['ab', 'a?b', false],
  ['abc', 'a[bx]c', true],
  ['abc', 'a[!bx]c', false],
  ['a-c', 'a[+-]c', true],
  ['abc', 'a[a-c]c', true],
  ['abc', 'a[c-a]c', false],
  ['a]c', 'a[]]c', true],
  ['a[c', 'a[c', true],
  ['a^c', 'a[^x]c', true],
  ['abc', 'a[^x]c', false],
  ['a\\c', 'a\\c', true],
  ['', '', true],
  ['', '*', true],
])('%j against %j: %s', (text, pattern, matches) => {
  expect(matchesGlob(text, pattern)).toBe(matches)
})

test('many stars take no time', () => {
  const begun = performance.now()
  expect(matchesGlob('a'.repeat(200), `${'*'.repeat(50)}b`)).toBe(false)
  expect(performance.now() - begun).toBeLessThan(1_000)
})
