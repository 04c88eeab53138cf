import { databases } from '@reeve/testkit'
import type { Variable } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { type Api, refusal, useApi } from './testing.ts'
import { variableBindings } from './variables.ts'

const MISSING = '00000000-0000-4000-8000-000000000000'

const create = (api: Api, body: object) => api.call<Variable>('POST', '/variables/', body)

describe.each(databases)('variables on $name', (kind) => {
  const api = useApi(kind, variableBindings)

  test.each([
    ['text', 'x'],
    ['number', 1.5],
    ['zero', 0],
    ['truth', false],
    ['list', [1, null, 'a']],
    ['object', { deep: { er: [true] } }],
    ['nothing', null],
  ])('a value that is %s comes back as it was', async (name, value) => {
    const made = await create(api(), { name, value, tags: ['t'] })
    expect(made).toMatchObject({ status: 201, body: { name, value, tags: ['t'] } })
    expect(await api().call('GET', `/variables/${made.body.id}`)).toMatchObject({
      status: 200,
      body: made.body,
    })
    expect(await api().call('GET', `/variables/name/${name}`)).toMatchObject({ status: 200, body: made.body })
  })

  test('a name is taken once', async () => {
    await create(api(), { name: 'mine', value: 1 })
    expect(await create(api(), { name: 'mine', value: 2 })).toMatchObject({
      status: 409,
      body: { detail: "A variable with the name 'mine' already exists." },
    })
  })

  test.each([
    [{ value: 1 }, 'missing', 'name'],
    [{ name: 'x' }, 'missing', 'value'],
    [{ name: 'x', value: 1, other: 1 }, 'extra_forbidden', 'other'],
    [{ name: 'x', value: 1, tags: null }, 'list_type', 'tags'],
    [{ name: 'Upper', value: 1 }, 'value_error', 'name'],
    [{ name: 'with space', value: 1 }, 'value_error', 'name'],
    [{ name: 'big', value: 'x'.repeat(4999) }, 'value_error', 'value'],
  ])('%j is refused as %s in %s', async (body, type, field) => {
    expect(await create(api(), body)).toMatchObject(refusal(type, ['body', field]))
  })

  test('a value counts in bytes of its JSON, up to 5,000', async () => {
    expect(await create(api(), { name: 'exact', value: 'x'.repeat(4998) })).toMatchObject({ status: 201 })
    expect(await create(api(), { name: 'wide', value: 'é'.repeat(2500) })).toMatchObject({ status: 422 })
  })

  test('only what was sent changes, by id or by name', async () => {
    const { body } = await create(api(), { name: 'part', value: { a: 1 }, tags: ['keep'] })
    expect(await api().call('PATCH', `/variables/${body.id}`, { value: null })).toMatchObject({ status: 204 })
    expect(await api().call('PATCH', '/variables/name/part', { name: 'renamed' })).toMatchObject({
      status: 204,
    })
    expect(await api().call('PATCH', `/variables/${body.id}`, {})).toMatchObject({ status: 204 })
    expect((await api().call('GET', `/variables/${body.id}`)).body).toMatchObject({
      name: 'renamed',
      value: null,
      tags: ['keep'],
    })
  })

  test('a change to a name that is taken, or to no name or tags, is a conflict and changes nothing', async () => {
    await create(api(), { name: 'taken', value: 1 })
    const { body } = await create(api(), { name: 'free', value: 1 })
    for (const change of [{ name: 'taken' }, { name: null }, { tags: null }]) {
      expect(await api().call('PATCH', `/variables/${body.id}`, change)).toMatchObject({
        status: 409,
        body: { detail: expect.stringContaining('Data integrity conflict') },
      })
    }
    expect((await api().call('GET', `/variables/${body.id}`)).body).toEqual(body)
  })

  test('a change to a malformed name or a value that is too large is refused', async () => {
    const { body } = await create(api(), { name: 'strict', value: 1 })
    for (const change of [{ name: 'BAD' }, { value: 'x'.repeat(6000) }]) {
      expect(await api().call('PATCH', `/variables/${body.id}`, change)).toMatchObject(refusal('value_error'))
    }
  })

  test('a variable that is not there answers 404 to everything', async () => {
    const missing = { status: 404, body: { detail: 'Variable not found.' } }
    for (const path of [`/variables/${MISSING}`, '/variables/name/nobody']) {
      expect(await api().call('GET', path)).toMatchObject(missing)
      expect(await api().call('PATCH', path, { value: 1 })).toMatchObject(missing)
      expect(await api().call('DELETE', path)).toMatchObject(missing)
    }
    expect(await api().call('GET', '/variables/not-an-id')).toMatchObject({
      status: 404,
      body: { detail: 'Not Found' },
    })
  })

  test('variables are deleted by id and by name', async () => {
    const { body } = await create(api(), { name: 'gone-1', value: 1 })
    await create(api(), { name: 'gone-2', value: 1 })
    expect(await api().call('DELETE', `/variables/${body.id}`)).toMatchObject({ status: 204 })
    expect(await api().call('DELETE', '/variables/name/gone-2')).toMatchObject({ status: 204 })
    const left = await api().call('POST', '/variables/count', { variables: { name: { like_: 'gone-' } } })
    expect(left.body).toBe(0)
  })

  test('variables are listed and counted under a filter', async () => {
    await create(api(), { name: 'list-a', value: 1, tags: ['x', 'y'] })
    await create(api(), { name: 'list-b', value: 2, tags: ['x'] })
    const filter = { variables: { tags: { all_: ['x'] }, name: { like_: 'list-' } } }
    const listed = await api().call<Variable[]>('POST', '/variables/filter', { ...filter, sort: 'NAME_DESC' })
    expect(listed.body.map(({ name }) => name)).toEqual(['list-b', 'list-a'])
    expect((await api().call('POST', '/variables/count', filter)).body).toBe(2)
    expect(await api().call('POST', '/variables/filter', { limit: 201 })).toMatchObject({
      status: 422,
      body: { detail: 'Invalid limit: must be less than or equal to 200.' },
    })
    expect(await api().call('POST', '/variables/filter', { sort: 'X' })).toMatchObject({ status: 422 })
  })
})

describe.each(databases)('events of variables on $name', (kind) => {
  const api = useApi(kind, variableBindings)

  test('each change is noted with the variable as it then is', async () => {
    const { body } = await create(api(), { name: 'told', value: { a: 1 }, tags: ['x'] })
    await create(api(), { name: 'told', value: 2 })
    await api().call('PATCH', '/variables/name/told', { name: 'told-2', value: 3 })
    await api().call('DELETE', `/variables/${body.id}`)
    const events = await api().events()
    expect(events.map(({ event, payload }) => [event, payload])).toEqual([
      ['prefect.variable.created', { name: 'told', value: { a: 1 }, tags: ['x'] }],
      ['prefect.variable.updated', { name: 'told-2', value: 3, tags: ['x'] }],
      ['prefect.variable.deleted', { name: 'told-2', value: 3, tags: ['x'] }],
    ])
    expect(events[1]?.resource).toEqual({
      'prefect.resource.id': `prefect.variable.${body.id}`,
      'prefect.resource.name': 'told-2',
    })
  })
})
