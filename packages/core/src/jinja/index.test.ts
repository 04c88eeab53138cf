import { expect, it } from 'vitest'
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
