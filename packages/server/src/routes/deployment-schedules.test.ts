import { buildFlow, buildWorkPool, databases } from '@reeve/testkit'
import type { JsonObject } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { autoScheduled, create, daily, isThere, patch, read } from './deployment-testing.ts'
import { deploymentBindings } from './deployments.ts'
import { refusal, useApi } from './testing.ts'

describe.each(databases)('schedules of deployments on $name', (kind) => {
  const api = useApi(kind, deploymentBindings)
  const slugsOf = async (id: string) => (await read(api(), id)).schedules.map(({ slug }) => slug).toSorted()

  test('schedules are added, listed, changed and deleted', async () => {
    const { body } = await create(api(), {})
    const path = `/deployments/${body.id}/schedules`
    const cron = { schedule: { cron: '0 9 * * *', timezone: 'Europe/Berlin' }, slug: 'b' }
    const added = await api().call<JsonObject[]>('POST', path, [
      { ...daily, slug: 'a', max_scheduled_runs: 5, parameters: { x: 1 } },
      cron,
    ])
    expect(added).toMatchObject({
      status: 201,
      body: [
        {
          slug: 'a',
          max_scheduled_runs: 5,
          parameters: { x: 1 },
          schedule: { interval: 86_400, anchor_date: '2026-01-01T00:00:00Z', timezone: 'UTC' },
        },
        { slug: 'b', schedule: { cron: '0 9 * * *', timezone: 'Europe/Berlin', day_or: true } },
      ],
    })
    const id = added.body[0]?.id as string
    api().clock.advance(1)
    const run = await autoScheduled(api(), body)
    expect(await api().call('PATCH', `${path}/${id}`, { active: false })).toMatchObject({ status: 204 })
    expect(await isThere(api(), 'flow_run', run.id)).toBe(false)
    expect((await api().call('GET', path)).body).toMatchObject([
      { slug: 'a', active: false, max_scheduled_runs: 5, parameters: {} },
      { slug: 'b' },
    ])
    expect(await api().call('DELETE', `${path}/${id}`)).toMatchObject({ status: 204 })
    expect(await slugsOf(body.id)).toEqual(['b'])
    expect(await api().call('DELETE', `${path}/${id}`)).toMatchObject({
      status: 404,
      body: { detail: 'Schedule not found.' },
    })
    expect(await api().call('POST', path, [cron])).toMatchObject({
      status: 409,
      body: { detail: 'Schedule slugs must be unique within a deployment.' },
    })
    expect(await api().call('POST', path, [{ ...daily, max_scheduled_runs: 51 }])).toMatchObject(
      refusal('value_error'),
    )
  })

  test('schedules that all have slugs are changed one by one by an update', async () => {
    const { body } = await create(api(), {
      schedules: [
        { ...daily, slug: 'a' },
        { ...daily, slug: 'b' },
      ],
    })
    const update = (schedules: object[]) => patch(api(), body.id, { schedules })
    await update([
      { slug: 'c', replaces: 'a' },
      { slug: 'b', active: false },
      { ...daily, slug: 'd' },
    ])
    expect(await slugsOf(body.id)).toEqual(['b', 'c', 'd'])
    await update([
      { slug: 'b', replaces: 'c' },
      { slug: 'c', replaces: 'b' },
    ])
    expect(await slugsOf(body.id)).toEqual(['b', 'c', 'd'])
    await update([])
    expect(await slugsOf(body.id)).toEqual(['b', 'c', 'd'])
    for (const [schedules, detail] of [
      [[daily], 'Please provide a slug'],
      [[{ slug: 'x' }], 'Unable to create new deployment schedules'],
      [[{ slug: 'b', replaces: 'c' }], "Cannot rename schedule from 'c' to 'b'"],
      [
        [
          { slug: 'x', replaces: 'c' },
          { slug: 'y', replaces: 'c' },
        ],
        'Multiple schedules',
      ],
    ] as const) {
      expect(await update([...schedules])).toMatchObject({
        status: 422,
        body: { detail: expect.stringContaining(detail) },
      })
    }
  })

  test('schedules without slugs are replaced as a whole by an update', async () => {
    const { body } = await create(api(), { schedules: [daily, { ...daily, slug: 'a' }] })
    await patch(api(), body.id, { description: 'x' })
    expect((await read(api(), body.id)).schedules).toHaveLength(2)
    await patch(api(), body.id, { schedules: [{ ...daily, slug: 'only' }] })
    expect(await slugsOf(body.id)).toEqual(['only'])
  })
})

describe.each(databases)('events of deployments on $name', (kind) => {
  const api = useApi(kind, deploymentBindings)

  test('each change is told with what changed and what it belongs to', async () => {
    const pool = await buildWorkPool(api().ctx.database)
    const flow = await buildFlow(api().ctx.database)
    const { body } = await create(api(), { flow_id: flow.id, work_pool_name: pool.name, tags: ['a'] })
    await patch(api(), body.id, { tags: ['b'] })
    await patch(api(), body.id, { tags: ['b'] })
    await api().call('POST', `/deployments/${body.id}/pause_deployment`)
    await api().call('POST', '/deployments/get_scheduled_flow_runs', { deployment_ids: [body.id] })
    await api().call('POST', '/deployments/get_scheduled_flow_runs', { deployment_ids: [body.id] })
    await api().call('DELETE', `/deployments/${body.id}`)
    const events = await api().events()
    expect(events.map(({ event, payload }) => [event, payload])).toEqual([
      ['prefect.deployment.created', {}],
      [
        'prefect.deployment.updated',
        { updated_fields: ['tags'], updates: { tags: { from: ['a'], to: ['b'] } } },
      ],
      ['prefect.deployment.ready', {}],
      ['prefect.deployment.deleted', {}],
    ])
    expect(events[0]).toMatchObject({
      resource: { 'prefect.resource.id': `prefect.deployment.${body.id}`, 'prefect.resource.name': 'd' },
      related: [
        { 'prefect.resource.id': `prefect.flow.${flow.id}`, 'prefect.resource.role': 'flow' },
        { 'prefect.resource.role': 'work-queue', 'prefect.resource.name': 'default' },
        { 'prefect.resource.role': 'work-pool', 'prefect.work-pool.type': 'process' },
      ],
    })
  })
})
