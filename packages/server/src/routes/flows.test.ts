import { buildDeployment, buildFlow, buildFlowRun, buildTaskRun, databases } from '@reeve/testkit'
import type { Flow } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { flowBindings } from './flows.ts'
import { type Api, refusal, useApi } from './testing.ts'

const MISSING = '00000000-0000-4000-8000-000000000000'

const create = (api: Api, body: object) => api.call<Flow>('POST', '/flows/', body)

describe.each(databases)('flows on $name', (kind) => {
  const api = useApi(kind, flowBindings)

  test('a flow is made once; later requests with its name find it unchanged', async () => {
    const first = await create(api(), {
      name: 'once',
      tags: ['b', 'a', 'b'],
      labels: { n: 1, f: 1.5, b: true, s: 'x' },
    })
    expect(first).toMatchObject({
      status: 201,
      body: { name: 'once', tags: ['b', 'a', 'b'], labels: { n: 1, f: 1.5, b: true, s: 'x' } },
    })
    expect(first.body.created).toBe('2026-01-01T00:00:00Z')
    const second = await create(api(), { name: 'once', tags: ['other'] })
    expect(second).toMatchObject({ status: 200, body: first.body })
  })

  test('many clients that make the same flow at once get the same one, made by one of them', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => create(api(), { name: 'raced' })))
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  })

  test('what was not sent has its default; labels may be null', async () => {
    expect((await create(api(), { name: 'bare' })).body).toMatchObject({ tags: [], labels: {} })
    expect((await create(api(), { name: 'unlabelled', labels: null })).body).toMatchObject({ labels: null })
  })

  test.each([
    [{}, 'missing', 'name'],
    [{ name: '' }, 'string_pattern_mismatch', 'name'],
    [{ name: 'a/b' }, 'string_pattern_mismatch', 'name'],
    [{ name: null }, 'string_type', 'name'],
    [{ name: 'x', tags: 'a' }, 'list_type', 'tags'],
    [{ name: 'x', other: 1 }, 'extra_forbidden', 'other'],
  ])('%j is refused as %s in %s', async (body, type, field) => {
    const refused = await create(api(), body)
    expect(refused).toMatchObject(refusal(type, ['body', field]))
  })

  test('a flow is read by its id, in any case, and by its name', async () => {
    const { body } = await create(api(), { name: 'read me' })
    expect(await api().call('GET', `/flows/${body.id.toUpperCase()}`)).toMatchObject({ status: 200, body })
    expect(await api().call('GET', '/flows/name/read%20me')).toMatchObject({ status: 200, body })
  })

  test('only the tags that were sent change, and every update is marked', async () => {
    const { body } = await create(api(), { name: 'changing', tags: ['old'] })
    api().clock.advance(1.5)
    expect(await api().call('PATCH', `/flows/${body.id}`, { tags: ['new'] })).toMatchObject({ status: 204 })
    const changed = await api().call<Flow>('GET', `/flows/${body.id}`)
    expect(changed.body).toMatchObject({ tags: ['new'], created: body.created })
    expect(changed.body.updated).not.toBe(body.updated)
    expect(await api().call('PATCH', `/flows/${body.id}`, {})).toMatchObject({ status: 204 })
    expect((await api().call<Flow>('GET', `/flows/${body.id}`)).body.tags).toEqual(['new'])
  })

  test('a change of anything but tags is refused', async () => {
    const { body } = await create(api(), { name: 'fixed' })
    expect(await api().call('PATCH', `/flows/${body.id}`, { name: 'z' })).toMatchObject(
      refusal('extra_forbidden', ['body', 'name']),
    )
    expect(await api().call('PATCH', `/flows/${body.id}`, { tags: null })).toMatchObject({ status: 422 })
  })

  test('a flow that is not there answers 404 to everything', async () => {
    const missing = { status: 404, body: { detail: 'Flow not found' } }
    expect(await api().call('GET', `/flows/${MISSING}`)).toMatchObject(missing)
    expect(await api().call('GET', '/flows/name/nobody')).toMatchObject(missing)
    expect(await api().call('PATCH', `/flows/${MISSING}`, { tags: [] })).toMatchObject(missing)
    expect(await api().call('DELETE', `/flows/${MISSING}`)).toMatchObject(missing)
    expect(await api().call('GET', '/flows/not-an-id')).toMatchObject({
      status: 404,
      body: { detail: 'Not Found' },
    })
  })

  test('its deployments and runs go with a flow', async () => {
    const { database } = api().ctx
    const flow = await buildFlow(database)
    const deployment = await buildDeployment(database, { flow_id: flow.id })
    const run = await buildFlowRun(database, { flow_id: flow.id, deployment_id: deployment.id })
    const task = await buildTaskRun(database, { flow_run_id: run.id })
    expect(await api().call('DELETE', `/flows/${flow.id}`)).toMatchObject({ status: 204 })
    for (const [table, id] of [
      ['deployment', deployment.id],
      ['flow_run', run.id],
      ['flow_run_state', run.state_id],
      ['task_run', task.id],
      ['task_run_state', task.state_id],
    ] as const) {
      const left = await database.quick.sql.selectFrom(table).select('id').where('id', '=', id).execute()
      expect(left, table).toEqual([])
    }
  })

  test('a bulk deletion takes the first by name, at most as many as asked, and names them', async () => {
    const flows = [
      await create(api(), { name: 'bulk-b' }),
      await create(api(), { name: 'bulk-a' }),
      await create(api(), { name: 'bulk-c' }),
    ].map(({ body }) => body.id)
    const filter = { flows: { name: { like_: 'bulk-' } } }
    expect(await api().call('POST', '/flows/bulk_delete', { ...filter, limit: 2 })).toMatchObject({
      status: 200,
      body: { deleted: [flows[1], flows[0]] },
    })
    expect(await api().call('POST', '/flows/count', filter)).toMatchObject({ body: 1 })
    expect(await api().call('POST', '/flows/bulk_delete', filter)).toMatchObject({
      body: { deleted: [flows[2]] },
    })
    expect(await api().call('POST', '/flows/bulk_delete', filter)).toMatchObject({ body: { deleted: [] } })
  })

  test.each([
    ['/flows/bulk_delete', { limit: 0 }, 'greater_than_equal'],
    ['/flows/bulk_delete', { limit: 51 }, 'less_than_equal'],
    ['/flows/bulk_delete', { flows: { nonsense: 1 } }, 'extra_forbidden'],
    ['/flows/filter', { offset: -1 }, 'greater_than_equal'],
    ['/flows/filter', { sort: 'SIDEWAYS' }, 'enum'],
    ['/flows/paginate', { page: 0 }, 'greater_than_equal'],
  ])('%s refuses %j as %s', async (path, body, type) => {
    expect(await api().call('POST', path, body)).toMatchObject(refusal(type))
  })

  test.each(['/flows/filter', '/flows/paginate'])('%s refuses limits out of bounds', async (path) => {
    expect(await api().call('POST', path, { limit: -1 })).toMatchObject({
      status: 422,
      body: { detail: 'Invalid limit: must be greater than or equal to 0.' },
    })
    expect(await api().call('POST', path, { limit: 201 })).toMatchObject({
      status: 422,
      body: { detail: 'Invalid limit: must be less than or equal to 200.' },
    })
  })

  test('lists are filtered, sorted, cut into pages and counted', async () => {
    for (const name of ['page-2', 'page-1', 'page-3']) await create(api(), { name })
    const filter = { flows: { name: { like_: 'page-' } } }
    const page = await api().call('POST', '/flows/paginate', {
      ...filter,
      limit: 2,
      page: 2,
      sort: 'NAME_DESC',
    })
    expect(page.body).toMatchObject({ results: [{ name: 'page-1' }], count: 3, limit: 2, pages: 2, page: 2 })
    expect((await api().call('POST', '/flows/paginate', { ...filter, limit: 0 })).body).toMatchObject({
      results: [],
      pages: 0,
    })
    const listed = await api().call<Flow[]>('POST', '/flows/filter', { ...filter, limit: 2, offset: 1 })
    expect(listed.body.map(({ name }) => name)).toEqual(['page-2', 'page-3'])
    expect((await api().call('POST', '/flows/count', filter)).body).toBe(3)
    expect((await api().call('POST', '/flows/count')).status).toBe(200)
  })
})

describe.each(databases)('events of flows on $name', (kind) => {
  const api = useApi(kind, flowBindings)

  test('each change is noted once, with what it left behind', async () => {
    const { body } = await create(api(), { name: 'told', tags: ['a'] })
    await create(api(), { name: 'told' })
    await api().call('PATCH', `/flows/${body.id}`, { tags: ['b'] })
    await api().call('DELETE', `/flows/${body.id}`)
    const events = await api().events()
    expect(events.map(({ event, payload }) => [event, payload])).toEqual([
      ['prefect.flow.created', { name: 'told', tags: ['a'], labels: {} }],
      ['prefect.flow.updated', { name: 'told', tags: ['b'], labels: {} }],
      ['prefect.flow.deleted', { name: 'told', tags: ['b'], labels: {} }],
    ])
    expect(events[0]).toMatchObject({
      occurred: '2026-01-01T00:00:00Z',
      resource: { 'prefect.resource.id': `prefect.flow.${body.id}`, 'prefect.resource.name': 'told' },
      related: [],
      follows: null,
    })
  })

  test('a change that fails is not told', async () => {
    const before = await api().events()
    await api().call('DELETE', `/flows/${MISSING}`)
    await api().call('PATCH', `/flows/${MISSING}`, {})
    expect(await api().events()).toEqual(before)
  })
})
