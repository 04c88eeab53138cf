import { databases } from '@reeve/testkit'
import type { Artifact, ArtifactCollection } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { artifactBindings } from './artifacts.ts'
import { type Api, refusal, useApi } from './testing.ts'

const MISSING = '00000000-0000-4000-8000-000000000000'
const RUN = '00000000-0000-4000-8000-000000000001'
const TASK = '00000000-0000-4000-8000-000000000002'

const create = (api: Api, body: object) => api.call<Artifact>('POST', '/artifacts/', body)
const latest = (api: Api, key: string) => api.call<Artifact>('GET', `/artifacts/${key}/latest`)

describe.each(databases)('artifacts on $name', (kind) => {
  const api = useApi(kind, artifactBindings)

  test('an empty artifact has no field but its times', async () => {
    const made = await create(api(), {})
    expect(made).toMatchObject({
      status: 201,
      body: { key: null, type: null, data: null, description: null, metadata_: null, flow_run_id: null },
    })
    expect(await api().call('GET', `/artifacts/${made.body.id}`)).toMatchObject({
      status: 200,
      body: made.body,
    })
  })

  test.each([[[1, 2]], [0], ['s'], [true], [{ a: { b: [null] } }]])(
    'data %j comes back as it was',
    async (data) => {
      const made = await create(api(), { data })
      expect((await api().call<Artifact>('GET', `/artifacts/${made.body.id}`)).body.data).toEqual(data)
    },
  )

  test('the newest artifact of a key is its latest, under the collection that the first one opened', async () => {
    const first = await create(api(), {
      key: 'report',
      type: 'markdown',
      data: 'one',
      description: 'd',
      metadata_: { a: 'b' },
      flow_run_id: RUN,
      task_run_id: TASK,
    })
    const opened = await latest(api(), 'report')
    expect(opened.body).toMatchObject({ type: 'markdown', data: 'one', flow_run_id: RUN, task_run_id: TASK })
    expect(opened.body.id).not.toBe(first.body.id)
    api().clock.advance(60)
    const second = await create(api(), { key: 'report', data: { two: 2 } })
    expect((await latest(api(), 'report')).body).toEqual({
      ...opened.body,
      updated: second.body.created,
      type: null,
      description: null,
      metadata_: null,
      data: { two: 2 },
      flow_run_id: null,
      task_run_id: null,
    })
    const filter = { artifacts: { key: { any_: ['report'] } } }
    const collections = await api().call<ArtifactCollection[]>('POST', '/artifacts/latest/filter', filter)
    expect(collections.body).toMatchObject([{ id: opened.body.id, latest_id: second.body.id }])
    expect((await api().call('POST', '/artifacts/latest/count', filter)).body).toBe(1)
    expect((await api().call('POST', '/artifacts/count', filter)).body).toBe(2)
  })

  test('a change of the latest shows in its collection, one of an older version does not', async () => {
    const old = await create(api(), { key: 'edited', data: 1 })
    api().clock.advance(1)
    const newest = await create(api(), { key: 'edited', data: 2 })
    const long = { note: 'z'.repeat(600) }
    expect(await api().call('PATCH', `/artifacts/${newest.body.id}`, { metadata_: long })).toMatchObject({
      status: 204,
    })
    expect(await api().call('PATCH', `/artifacts/${old.body.id}`, { description: 'older' })).toMatchObject({
      status: 204,
    })
    expect((await latest(api(), 'edited')).body).toMatchObject({
      data: 2,
      description: null,
      metadata_: { note: `${'z'.repeat(500)}...` },
    })
    expect((await api().call('GET', `/artifacts/${old.body.id}`)).body).toMatchObject({
      data: 1,
      description: 'older',
    })
  })

  test('only what was sent changes, also to null', async () => {
    const { body } = await create(api(), { data: 1, description: 'd', metadata_: { a: 'b' } })
    await api().call('PATCH', `/artifacts/${body.id}`, { data: null })
    await api().call('PATCH', `/artifacts/${body.id}`, {})
    expect((await api().call('GET', `/artifacts/${body.id}`)).body).toMatchObject({
      data: null,
      description: 'd',
      metadata_: { a: 'b' },
    })
  })

  test('when the latest goes the newest that remains takes its place, after the last one the collection goes', async () => {
    const versions: Artifact[] = []
    for (const data of [1, 2, 3]) {
      versions.push((await create(api(), { key: 'shrinking', data })).body)
      api().clock.advance(1)
    }
    const [one, two, three] = versions as [Artifact, Artifact, Artifact]
    await api().call('DELETE', `/artifacts/${three.id}`)
    expect((await latest(api(), 'shrinking')).body).toMatchObject({ data: 2, created: two.created })
    await api().call('DELETE', `/artifacts/${one.id}`)
    expect((await latest(api(), 'shrinking')).body).toMatchObject({ data: 2 })
    await api().call('DELETE', `/artifacts/${two.id}`)
    expect(await latest(api(), 'shrinking')).toMatchObject({
      status: 404,
      body: { detail: 'Artifact not found.' },
    })
  })

  test('versions that are deleted at once leave a collection that points to one that is there', async () => {
    const ids: string[] = []
    for (let data = 0; data < 6; data++) {
      ids.push((await create(api(), { key: 'raced', data })).body.id)
      api().clock.advance(1)
    }
    await Promise.all(ids.slice(1).map((id) => api().call('DELETE', `/artifacts/${id}`)))
    const filter = { artifacts: { key: { any_: ['raced'] } } }
    const collections = await api().call<ArtifactCollection[]>('POST', '/artifacts/latest/filter', filter)
    expect(collections.body).toMatchObject([{ latest_id: ids[0], data: 0 }])
  })

  test.each([
    [{ key: 'Upper' }, 'value_error', ['body', 'key']],
    [{ key: 'a b' }, 'value_error', ['body', 'key']],
    [{ metadata_: { a: 1 } }, 'string_type', ['body', 'metadata_', 'a']],
    [{ flow_run_id: 'x' }, 'uuid_parsing', ['body', 'flow_run_id']],
    [{ type: 5 }, 'string_type', ['body', 'type']],
    [{ other: 1 }, 'extra_forbidden', ['body', 'other']],
  ])('%j is refused as %s at %j', async (body, type, loc) => {
    expect(await create(api(), body)).toMatchObject(refusal(type, loc))
  })

  test('an artifact that is not there answers 404 to everything', async () => {
    const missing = { status: 404, body: { detail: 'Artifact not found.' } }
    expect(await api().call('GET', `/artifacts/${MISSING}`)).toMatchObject(missing)
    expect(await api().call('GET', '/artifacts/nobody/latest')).toMatchObject(missing)
    expect(await api().call('PATCH', `/artifacts/${MISSING}`, { data: 1 })).toMatchObject(missing)
    expect(await api().call('DELETE', `/artifacts/${MISSING}`)).toMatchObject(missing)
  })

  test('a change of the key is refused', async () => {
    const { body } = await create(api(), { key: 'fixed' })
    expect(await api().call('PATCH', `/artifacts/${body.id}`, { key: 'x' })).toMatchObject({ status: 422 })
  })

  test.each(['/artifacts/filter', '/artifacts/latest/filter'])(
    '%s refuses a limit beyond 200',
    async (path) => {
      expect(await api().call('POST', path, { limit: 201 })).toMatchObject({
        status: 422,
        body: { detail: 'Invalid limit: must be less than or equal to 200.' },
      })
      expect(await api().call('POST', path, { limit: 0 })).toMatchObject({ status: 200, body: [] })
    },
  )
})

describe.each(databases)('events of artifact collections on $name', (kind) => {
  const api = useApi(kind, artifactBindings)

  test('opening, replacing, falling back and ending are told; artifacts without a key are not', async () => {
    await create(api(), { data: 1 })
    const first = await create(api(), {
      key: 'told',
      type: 't',
      data: 1,
      flow_run_id: RUN,
      task_run_id: TASK,
    })
    api().clock.advance(1)
    const second = await create(api(), { key: 'told', data: 2, description: 'two' })
    const collection = (await latest(api(), 'told')).body.id
    await api().call('DELETE', `/artifacts/${second.body.id}`)
    await api().call('DELETE', `/artifacts/${first.body.id}`)
    const events = await api().events()
    expect(events.map(({ event, payload }) => [event, payload])).toEqual([
      ['prefect.artifact-collection.created', { key: 'told', type: 't', data: 1, description: null }],
      ['prefect.artifact-collection.updated', { key: 'told', type: null, data: 2, description: 'two' }],
      ['prefect.artifact-collection.updated', { key: 'told', type: 't', data: 1, description: null }],
      ['prefect.artifact-collection.deleted', { key: 'told', type: 't', data: 1, description: null }],
    ])
    expect(events[0]).toMatchObject({
      resource: {
        'prefect.resource.id': `prefect.artifact-collection.${collection}`,
        'prefect.resource.name': 'told',
      },
      related: [
        { 'prefect.resource.id': `prefect.artifact.${first.body.id}`, 'prefect.resource.role': 'latest' },
        { 'prefect.resource.id': `prefect.flow-run.${RUN}`, 'prefect.resource.role': 'flow-run' },
        { 'prefect.resource.id': `prefect.task-run.${TASK}`, 'prefect.resource.role': 'task-run' },
      ],
    })
    expect(events[1]?.related).toEqual([
      { 'prefect.resource.id': `prefect.artifact.${second.body.id}`, 'prefect.resource.role': 'latest' },
    ])
  })
})
