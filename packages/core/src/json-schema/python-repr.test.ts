import { expect, it } from 'vitest'
import { pythonRepr } from './python-repr.ts'

it.each([
  [null, 'None'],
  [true, 'True'],
  [false, 'False'],
  [1, '1'],
  [-2.5, '-2.5'],
  [0.0001, '0.0001'],
  [0.00001, '1e-05'],
  [1e-10, '1e-10'],
  [1e21, '1e+21'],
  [123456789012345680000, '123456789012345680000'],
  ['plain', "'plain'"],
  ["it's", '"it\'s"'],
  ['say "hi"', '\'say "hi"\''],
  ['both \' and "', "'both \\' and \"'"],
  ['a\\b\n\t\r', "'a\\\\b\\n\\t\\r'"],
  ['\u0000\u007f\u00a0\u200b\u{e0001}', "'\\x00\\x7f\\xa0\\u200b\\U000e0001'"],
  ['é 😀', "'é 😀'"],
  [[1, 'a', [null]], "[1, 'a', [None]]"],
  [{ a: 1, "b'c": { d: [] } }, "{'a': 1, \"b'c\": {'d': []}}"],
])('%j is shown as %s', (value, shown) => {
  expect(pythonRepr(value)).toBe(shown)
})
