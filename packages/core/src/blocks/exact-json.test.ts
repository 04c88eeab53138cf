import { expect, it } from 'vitest'
import { pythonJson, readExactJson } from './exact-json.ts'

it.each([
  ['5', '5'],
  ['5.0', '5.0'],
  ['-0', '0'],
  ['-0.0', '-0.0'],
  ['0.10', '0.1'],
  ['1e2', '100.0'],
  ['1E-7', '1e-07'],
  ['0.0001', '0.0001'],
  ['0.00001', '1e-05'],
  ['1e15', '1000000000000000.0'],
  ['1e16', '1e+16'],
  ['1.5e300', '1.5e+300'],
  ['123456789012345678901234567890', '123456789012345678901234567890'],
  ['9007199254740993', '9007199254740993'],
  ['"\\u00e4\\ud83d\\udc0d\\u007f\\n\\"\\\\/"', '"\\u00e4\\ud83d\\udc0d\\u007f\\n\\"\\\\/"'],
  ['[1,null,true,{}]', '[1, null, true, {}]'],
  ['{"b":1,"a":{"d":[],"c":2.50}}', '{"a": {"c": 2.5, "d": []}, "b": 1}'],
  ['{"\uffee":1,"\u{1F40D}":2,"z":3}', '{"z": 3, "\\uffee": 1, "\\ud83d\\udc0d": 2}'],
])('%s is written by Python as %s', (text, expected) => {
  expect(pythonJson(readExactJson(text))).toBe(expected)
})

it('numbers are written again as they came', () => {
  const text = '{"a":5.0,"b":[1e2,12345678901234567890],"c":7}'
  expect(JSON.stringify(readExactJson(text))).toBe(text)
})
