import { databases } from '@reeve/testkit'
import type { SavedSearch } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { savedSearchBindings } from './saved-searches.ts'
import { type Api, refusal, useApi } from './testing.ts'

const FILTER = {
  object: 'flow',
  property: 'name',
  type: 'string',
  operation: 'equals',
  value: { deep: null },
}

const save = (api: Api, body: object) => api.call<SavedSearch>('PUT', '/saved_searches/', body)

describe.each(databases)('saved searches on $name', (kind) => {
  const api = useApi(kind, savedSearchBindings)

  test('saving under a name that is there replaces the filters and nothing else', async () => {
    const first = await save(api(), { name: 'mine', filters: [FILTER] })
    expect(first).toMatchObject({ status: 201, body: { name: 'mine', filters: [FILTER] } })
    api().clock.advance(1)
    const second = await save(api(), { name: 'mine' })
    expect(second).toMatchObject({ status: 200, body: { ...first.body, filters: [] } })
    expect(await api().call('GET', `/saved_searches/${first.body.id}`)).toMatchObject({
      status: 200,
      body: second.body,
    })
  })

  test('searches are listed by name, page by page', async () => {
    for (const name of ['z-2', 'z-1', 'z-3']) await save(api(), { name })
    const all = await api().call<SavedSearch[]>('POST', '/saved_searches/filter')
    const names = all.body.map(({ name }) => name)
    expect(names).toEqual(names.toSorted())
    const page = await api().call<SavedSearch[]>('POST', '/saved_searches/filter', { limit: 1, offset: 1 })
    expect(page.body).toEqual(all.body.slice(1, 2))
  })

  test.each([
    [{}, 'missing', ['body', 'name']],
    [{ name: 'x', other: 1 }, 'extra_forbidden', ['body', 'other']],
    [{ name: 'x', filters: null }, 'list_type', ['body', 'filters']],
    [{ name: 'x', filters: [{}] }, 'missing', ['body', 'filters', 0, 'object']],
  ])('%j is refused as %s at %j', async (body, type, loc) => {
    expect(await save(api(), body)).toMatchObject(refusal(type, loc))
  })

  test('a search that is gone answers 404', async () => {
    const { body } = await save(api(), { name: 'gone' })
    const missing = { status: 404, body: { detail: 'Saved search not found' } }
    expect(await api().call('DELETE', `/saved_searches/${body.id}`)).toMatchObject({ status: 204 })
    expect(await api().call('DELETE', `/saved_searches/${body.id}`)).toMatchObject(missing)
    expect(await api().call('GET', `/saved_searches/${body.id}`)).toMatchObject(missing)
  })

  test('a limit beyond 200 is refused', async () => {
    expect(await api().call('POST', '/saved_searches/filter', { limit: 999 })).toMatchObject({
      status: 422,
      body: { detail: 'Invalid limit: must be less than or equal to 200.' },
    })
  })
})
