import { describe, expect, it } from 'vitest'
import { compileTemplate, renderTemplate } from './index.ts'

const render = (source: string, context = {}) => renderTemplate(compileTemplate(source), context)

it.each([
  ['{{ range(3) | join(",") }}', '0,1,2'],
  ['{{ range(1, 4) | join(",") }}', '1,2,3'],
  ['{{ range(6, 0, -2) | join(",") }}', '6,4,2'],
  ['{{ range(5, 1) | join(",") }}', ''],
])('%s gives %s', (source, expected) => {
  expect(render(source)).toBe(expected)
})

it('refuses a range of more than a hundred', () => {
  expect(render('{{ range(100) | length }}')).toBe('100')
  expect(() => render('{{ range(101) | length }}')).toThrow('Range too big')
})

it('refuses a range without steps', () => {
  expect(() => render('{{ range(1, 2, 0) }}')).toThrow('must not be zero')
})

it('lets ten loops pass, two deep, and no more', () => {
  const loop = '{% for i in range(1) %}{% endfor %}'
  expect(render(loop.repeat(10))).toBe('')
  expect(() => compileTemplate(loop.repeat(11))).toThrow('Contains 11 for loops')
  const nested = (depth: number) => '{% for i in range(1) %}'.repeat(depth) + '{% endfor %}'.repeat(depth)
  expect(render(nested(2))).toBe('')
  expect(() => compileTemplate(nested(3))).toThrow('at a depth of 3')
})

it.each([
  '{{ constructor.constructor("return process")().exit() }}',
  '{{ "".constructor.constructor("return 1")() }}',
  '{{ range.constructor("return 1")() }}',
  '{{ value.__proto__.polluted }}',
])('never reaches JavaScript: %s', (source) => {
  let rendered: string
  try {
    rendered = render(source, { value: {} })
  } catch (error) {
    rendered = String(error)
  }
  expect(rendered).toMatch(/^$|Failed to render template/)
})

it('refuses what is nested too deeply to be read', () => {
  const source = `{{ ${'('.repeat(50_000)}1${')'.repeat(50_000)} }}`
  expect(() => compileTemplate(source)).toThrow('nested too deeply')
})

it('says what is wrong with the syntax', () => {
  expect(() => compileTemplate('{{ name')).toThrow()
})

describe('what a template may do is bounded', () => {
  const within = (seconds: number, work: () => void) => {
    const start = performance.now()
    work()
    expect(performance.now() - start).toBeLessThan(seconds * 1000)
  }

  it.each([
    ['a text that is too long', '{{ "x" * 10000000 }}'],
    ['a list that is too long', '{{ [0] * 10000000 }}'],
    [
      'a text that doubles',
      '{% set n = namespace(x="xx") %}{% for i in range(100) %}{% set n.x = n.x + n.x %}{% endfor %}',
    ],
    [
      'a text that is joined to itself',
      '{% set n = namespace(x="xx") %}{% for i in range(100) %}{% set n.x = n.x ~ n.x %}{% endfor %}',
    ],
    [
      'a list that doubles',
      '{% set n = namespace(x=[1]) %}{% for i in range(100) %}{% set n.x = n.x + n.x %}{% endfor %}',
    ],
    [
      'an integer that is squared again and again',
      '{% set n = namespace(x=3) %}{% for i in range(100) %}{% set n.x = n.x * n.x %}{% endfor %}',
    ],
    ['a power', '{{ 9 ** 99999999 }}'],
    ['a list of long texts', '{{ ["x" * 100000] * 100000 }}'],
    ['long texts that are joined', '{{ (["x" * 100000] * 100000) | join }}'],
    ['long texts as JSON', '{{ (["x" * 100000] * 100000) | tojson }}'],
    ['long texts that are filled in', '{{ ("{0}" * 1000).format("x" * 100000) }}'],
    ['long texts that are replaced', '{{ ("x" * 100000) | replace("x", "x" * 100000) }}'],
    [
      'loops over long lists',
      '{% for a in "x" * 100000 %}{% for b in "x" * 100000 %}{% endfor %}{% endfor %}',
    ],
    [
      'a macro that calls itself twice',
      '{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(40) }}',
    ],
    ['a wide field', '{{ "%999999999d" % 1 }}'],
  ])('%s', (_, source) => {
    within(5, () => expect(() => render(source)).toThrow(/OverflowError/))
  })

  it('macros that call themselves', () => {
    expect(() => render('{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}')).toThrow(/RecursionError/)
  })

  it.each([
    ['tags without end', '{{ text | striptags }}', '<'.repeat(300_000)],
    ['words', '{{ text | wordwrap(1000000) | length }}', 'a '.repeat(150_000)],
    ['digits', '{{ text | float }}', `${'1'.repeat(300_000)}x`],
    ['letters', '{{ text | list | unique | list | length }}', 'abc'.repeat(100_000)],
    ['white space', `${' '.repeat(300_000)}x{{- 1 }}`, ''],
  ])('takes no longer than a text is long: %s', (_, source, text) => {
    within(5, () => render(source, { text }))
  })
})
