import { json } from '@reeve/database'
import { buildDeployment, buildFlowRun, buildWorkQueue, databases } from '@reeve/testkit'
import type {
  Instant,
  JsonObject,
  WorkerFlowRunResponse,
  WorkPoolResponse,
  WorkQueueResponse,
} from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { foreman } from '../services/foreman.ts'
import { type Api, useApi } from './testing.ts'
import { workPoolBindings } from './work-pools.ts'
import { workQueueBindings } from './work-queues.ts'

const create = (api: Api, name: string, body: object = {}) =>
  api.call<WorkPoolResponse>('POST', '/work_pools/', { name, type: 'process', ...body })

const read = async (api: Api, name: string) =>
  (await api.call<WorkPoolResponse>('GET', `/work_pools/${name}`)).body

const queues = async (api: Api, name: string) => {
  const { body } = await api.call<WorkQueueResponse[]>('POST', `/work_pools/${name}/queues/filter`)
  return body.map((queue) => [queue.name, queue.priority])
}

const poll = async (api: Api, name: string, body: object = {}) => {
  const { body: runs } = await api.call<WorkerFlowRunResponse[]>(
    'POST',
    `/work_pools/${name}/get_scheduled_flow_runs`,
    body,
  )
  return runs.map(({ flow_run }) => flow_run.name)
}

/** The events about an object since `from`, by what comes after `prefect.`. */
const told = async (api: Api, from = 0) =>
  (await api.events()).slice(from).map(({ event }) => String(event).replace('prefect.', ''))

const eventCount = async (api: Api) => (await api.events()).length

const DUE = '2025-12-31 00:00:00.000000' as Instant

describe.each(databases)('work pools on $name', (kind) => {
  const api = useApi(kind, [...workPoolBindings, ...workQueueBindings])

  const waiting = (queue: string, columns: object = {}) =>
    buildFlowRun(api().ctx.database, {
      work_queue_id: queue,
      next_scheduled_start_time: DUE,
      state: { type: 'SCHEDULED' },
      ...columns,
    })

  test('a pool comes with its default queue, and both are told of', async () => {
    const before = await eventCount(api())
    const { status, body } = await create(api(), 'new', { concurrency_limit: 2 })
    expect(status).toBe(201)
    expect(body).toMatchObject({ name: 'new', status: 'NOT_READY', active_slots: 0, is_paused: false })
    const queue = await api().call<WorkQueueResponse>('GET', '/work_pools/new/queues/default')
    expect(queue.body).toMatchObject({ id: body.default_queue_id, priority: 1, work_pool_name: 'new' })
    expect(await told(api(), before)).toEqual([
      'work-queue.created',
      'work-pool.created',
      'work-pool.not-ready',
    ])
  })

  test('many clients that make the same pool at once: one does, the others are refused', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => create(api(), 'raced')))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409])
    expect(await queues(api(), 'raced')).toEqual([['default', 1]])
  })

  test('queues that are made at the same place at once stand one behind the other', async () => {
    await create(api(), 'crowded')
    const names = ['a', 'b', 'c', 'd', 'e']
    const answers = await Promise.all(
      names.map((name) => api().call('POST', '/work_pools/crowded/queues', { name, priority: 1 })),
    )
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
    const places = (await queues(api(), 'crowded')).map(([, priority]) => priority)
    expect(places).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('the default queue cannot be deleted', async () => {
    await create(api(), 'kept')
    const { status, body } = await api().call('DELETE', '/work_pools/kept/queues/default')
    expect([status, body]).toEqual([409, { detail: "Can't delete a pool's default queue." }])
    expect(await queues(api(), 'kept')).toEqual([['default', 1]])
  })

  test('a deleted pool takes its queues along, and its runs stay', async () => {
    const { body } = await create(api(), 'gone')
    const run = await waiting(body.default_queue_id as string)
    const before = await eventCount(api())
    expect((await api().call('DELETE', '/work_pools/gone')).status).toBe(204)
    expect(await told(api(), before)).toEqual(['work-queue.deleted', 'work-pool.deleted'])
    const rows = await api()
      .ctx.database.quick.sql.selectFrom('flow_run')
      .select('work_queue_id')
      .where('id', '=', run.id)
      .execute()
    expect(rows).toEqual([{ work_queue_id: null }])
  })

  test('a pool that is paused and goes on tells both, the second event after the first', async () => {
    await create(api(), 'pausing')
    const before = await eventCount(api())
    await api().call('PATCH', '/work_pools/pausing', { is_paused: true, description: 'd' })
    expect(await read(api(), 'pausing')).toMatchObject({
      status: 'PAUSED',
      is_paused: true,
      description: 'd',
    })
    await api().call('PATCH', '/work_pools/pausing', { is_paused: false })
    expect((await read(api(), 'pausing')).status).toBe('NOT_READY')
    const events = (await api().events()).slice(before)
    expect(events.map(({ event }) => event)).toEqual([
      'prefect.work-pool.updated',
      'prefect.work-pool.paused',
      'prefect.work-pool.not-ready',
    ])
    expect(events[2]?.follows).toBe(events[1]?.id)
    expect(events[0]?.payload).toEqual({
      updated_fields: ['description'],
      updates: { description: { from: null, to: 'd' } },
    })
  })

  test('a worker that reports makes its pool ready once; one that falls silent, not ready', async () => {
    await create(api(), 'served')
    const before = await eventCount(api())
    const beat = () =>
      api().call('POST', '/work_pools/served/workers/heartbeat', {
        name: 'w',
        heartbeat_interval_seconds: 10,
      })
    expect((await beat()).status).toBe(204)
    await beat()
    expect((await read(api(), 'served')).status).toBe('READY')
    api().clock.advance(30)
    await foreman.tick(api().ctx)
    expect((await read(api(), 'served')).status).toBe('READY')
    api().clock.advance(0.5)
    await foreman.tick(api().ctx)
    expect((await read(api(), 'served')).status).toBe('NOT_READY')
    const { body } = await api().call<JsonObject[]>('POST', '/work_pools/served/workers/filter', {
      workers: { status: { any_: ['OFFLINE'] } },
    })
    expect(body).toMatchObject([{ name: 'w', status: 'OFFLINE', heartbeat_interval_seconds: 10 }])
    expect(await told(api(), before)).toEqual(['work-pool.ready', 'work-pool.not-ready'])
  })

  test('a poll gives the first queue its turn first, each queue and the pool no more than their limits leave', async () => {
    const { body } = await create(api(), 'limited', { concurrency_limit: 4 })
    const urgent = await buildWorkQueue(api().ctx.database, {
      work_pool_id: body.id,
      name: 'urgent',
      priority: 0,
      concurrency_limit: 2,
    })
    const normal = body.default_queue_id as string
    await buildFlowRun(api().ctx.database, { work_queue_id: urgent.id, state: { type: 'RUNNING' } })
    for (const name of ['u1', 'u2']) await waiting(urgent.id, { name })
    for (const name of ['n1', 'n2', 'n3']) await waiting(normal, { name })
    expect(await poll(api(), 'limited')).toEqual(['u1', 'n1', 'n2'])
    expect(await poll(api(), 'limited', { limit: 1 })).toEqual(['u1'])
    expect(await poll(api(), 'limited', { work_queue_names: ['default'] })).toEqual(['n1', 'n2', 'n3'])
    expect((await read(api(), 'limited')).active_slots).toBe(1)
  })

  test('a poll passes over runs that retry where they are, and those that are not due', async () => {
    const { body } = await create(api(), 'choosy')
    const queue = body.default_queue_id as string
    await waiting(queue, { name: 'due' })
    await waiting(queue, { name: 'later', next_scheduled_start_time: '2026-02-01 00:00:00.000000' })
    await waiting(queue, { name: 'in process', empirical_policy: json({ retry_type: 'in_process' }) })
    expect(await poll(api(), 'choosy', { scheduled_before: '2026-01-01T00:00:00Z' })).toEqual(['due'])
    expect(await poll(api(), 'choosy', { scheduled_after: '2026-01-15T00:00:00Z' })).toEqual(['later'])
  })

  test('a poll makes queue and deployments ready; the next ones write nothing for a while', async () => {
    const { body } = await create(api(), 'polled')
    const { database, clock } = api().ctx
    const queue = body.default_queue_id as string
    const deployment = await buildDeployment(database, { work_queue_id: queue })
    const before = await eventCount(api())
    const lastPolled = async () => {
      const [row] = await database.quick.sql
        .selectFrom('work_queue')
        .select(['last_polled', 'status'])
        .where('id', '=', queue)
        .execute()
      return row
    }
    const first = clock.now()
    await poll(api(), 'polled')
    expect(await lastPolled()).toEqual({ last_polled: first, status: 'READY' })
    api().clock.advance(4)
    await poll(api(), 'polled')
    expect((await lastPolled())?.last_polled).toBe(first)
    api().clock.advance(1)
    await poll(api(), 'polled')
    expect((await lastPolled())?.last_polled).toBe(clock.now())
    const late = await buildDeployment(database, { work_queue_id: queue })
    await poll(api(), 'polled')
    const events = (await api().events()).slice(before)
    expect(
      events.map(({ event, resource }) => [event, (resource as JsonObject)['prefect.resource.id']]),
    ).toEqual([
      ['prefect.work-queue.ready', `prefect.work-queue.${queue}`],
      ['prefect.deployment.ready', `prefect.deployment.${deployment.id}`],
      ['prefect.deployment.ready', `prefect.deployment.${late.id}`],
    ])
  })

  test('what nobody polls for a minute is not ready', async () => {
    const { body } = await create(api(), 'left')
    const deployment = await buildDeployment(api().ctx.database, {
      work_queue_id: body.default_queue_id,
    })
    await poll(api(), 'left')
    api().clock.advance(60)
    const before = await eventCount(api())
    await foreman.tick(api().ctx)
    const mine = async () =>
      (await api().events())
        .slice(before)
        .filter(({ resource }) =>
          [`prefect.work-queue.${body.default_queue_id}`, `prefect.deployment.${deployment.id}`].includes(
            String((resource as JsonObject)['prefect.resource.id']),
          ),
        )
        .map(({ event }) => event)
    expect(await mine()).toEqual([])
    api().clock.advance(1)
    await foreman.tick(api().ctx)
    expect(await mine()).toEqual(['prefect.deployment.not-ready', 'prefect.work-queue.not-ready'])
    await foreman.tick(api().ctx)
    expect(await mine()).toHaveLength(2)
  })

  test('an agent is given the runs that carry the name of its queue, and showing them is no poll', async () => {
    const made = await api().call<WorkQueueResponse>('POST', '/work_queues/', { name: 'agents' })
    expect(made.body).toMatchObject({
      work_pool_name: 'default-agent-pool',
      status: 'NOT_READY',
      priority: 2,
    })
    await buildFlowRun(api().ctx.database, {
      name: 'named',
      work_queue_name: 'agents',
      next_scheduled_start_time: DUE,
      state: { type: 'SCHEDULED' },
    })
    const ask = () => api().call<JsonObject[]>('POST', `/work_queues/${made.body.id}/get_runs`)
    expect((await ask()).body).toMatchObject([{ name: 'named' }])
    const { body } = await api().call<WorkQueueResponse>('GET', `/work_queues/${made.body.id}`)
    expect(body.status).toBe('READY')
    const status = await api().call('GET', `/work_queues/${made.body.id}/status`)
    expect(status.body).toMatchObject({ healthy: true, late_runs_count: 0 })
  })
})
