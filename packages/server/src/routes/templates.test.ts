import { databases } from '@reeve/testkit'
import { describe, expect, test } from 'vitest'
import { templateBindings } from './templates.ts'
import { useApi } from './testing.ts'

// Templates have nothing to do with the database, so one kind will do.
const [kind] = databases
if (!kind) throw new Error('There is no kind of database')

describe.each(['/templates/validate', '/automations/templates/validate'])('POST %s', (path) => {
  const api = useApi(kind, templateBindings)
  const validate = (template: string) => api().call('POST', path, JSON.stringify(template))

  test.each([
    '',
    'plain',
    'Hello {{ flow.name }}',
    '{% for x in range(3) %}{{ x }}{% endfor %}',
    '{{ a | nope }}',
  ])('takes %j', async (template) => {
    expect(await validate(template)).toMatchObject({ status: 204, body: '' })
  })

  test('takes no template at all', async () => {
    expect((await api().call('POST', path)).status).toBe(204)
  })

  test.each([
    ['{{', 1],
    ['{{ a', 1],
    ['fine\n\n{{ 1 + }}\nmore {{ a }}', 3],
    ['{% if %}', 1],
    ['{% for x in y %}', 1],
    ['{% nope %}', 1],
  ])('refuses %j at line %i', async (template, line) => {
    const answer = await validate(template)
    expect(answer).toMatchObject({ status: 422, body: { error: { line, source: template } } })
    expect((answer.body as { error: { message: string } }).error.message).toMatch(
      /unexpected|expected|unknown/i,
    )
  })

  test('refuses loops that are nested too deeply, at no line', async () => {
    const template = '{% for a in x %}{% for b in a %}{% for c in b %}{% endfor %}{% endfor %}{% endfor %}'
    expect(await validate(template)).toMatchObject({
      status: 422,
      body: { error: { line: 0, message: expect.stringContaining('at a depth of 3') } },
    })
  })
})
