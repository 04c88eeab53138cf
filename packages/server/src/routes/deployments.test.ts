import { json } from '@reeve/database'
import { buildConcurrencyLimit, buildFlow, buildWorkPool, databases } from '@reeve/testkit'
import type { DeploymentResponse } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import {
  autoScheduled,
  create,
  daily,
  isThere,
  MISSING,
  patch,
  read,
  startRun,
  variables,
} from './deployment-testing.ts'
import { deploymentBindings } from './deployments.ts'
import { refusal, useApi } from './testing.ts'

describe.each(databases)('deployments on $name', (kind) => {
  const api = useApi(kind, deploymentBindings)

  test('a deployment is made with defaults for what was not sent', async () => {
    const flow = await buildFlow(api().ctx.database, { labels: json({ team: 'a' }) })
    const made = await create(api(), { flow_id: flow.id, name: 'bare', labels: { own: 1 } })
    expect(made).toMatchObject({
      status: 201,
      body: {
        name: 'bare',
        flow_id: flow.id,
        paused: false,
        enforce_parameter_schema: true,
        parameter_openapi_schema: {},
        parameters: {},
        pull_steps: [],
        job_variables: {},
        schedules: [],
        tags: [],
        status: 'NOT_READY',
        labels: { team: 'a', 'prefect.flow.id': flow.id, own: 1 },
      },
    })
    expect(await api().call('GET', `/deployments/name/${flow.name}/bare`)).toMatchObject({ body: made.body })
  })

  test('what is sent again changes the deployment; the rest stays, but for schedules and parameters', async () => {
    const first = await create(api(), {
      description: 'old',
      version: '1',
      parameters: { x: 1 },
      schedules: [{ ...daily, slug: 'a' }],
    })
    expect(first.body.schedules).toMatchObject([{ slug: 'a', active: true }])
    const run = await autoScheduled(api(), first.body)
    const waiting = await autoScheduled(api(), first.body, {
      state: { type: 'SCHEDULED', name: 'AwaitingConcurrencySlot' },
    })
    const second = await create(api(), { flow_id: first.body.flow_id, description: 'new' })
    expect(second).toMatchObject({
      status: 200,
      body: { id: first.body.id, description: 'new', version: '1', parameters: {}, schedules: [] },
    })
    expect(await isThere(api(), 'flow_run', run.id)).toBe(false)
    expect(await isThere(api(), 'flow_run', waiting.id)).toBe(true)
  })

  test('many clients that make the same deployment at once get one, made by one of them', async () => {
    const flow = await buildFlow(api().ctx.database)
    const body = { flow_id: flow.id, name: 'raced', concurrency_limit: 2 }
    const answers = await Promise.all(Array.from({ length: 6 }, () => create(api(), body)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5)
    expect(new Set(answers.map(({ body: { id } }) => id)).size).toBe(1)
  })

  test('a deployment of an unknown flow, pool, limit or block is refused', async () => {
    expect(await create(api(), { flow_id: MISSING })).toMatchObject({ status: 409 })
    expect(await create(api(), { work_pool_name: 'nowhere' })).toMatchObject({
      status: 404,
      body: { detail: 'Work pool "nowhere" not found.' },
    })
    expect(await create(api(), { global_concurrency_limit_id: MISSING })).toMatchObject({
      status: 404,
      body: { detail: 'Concurrency limit not found' },
    })
    expect(await create(api(), { storage_document_id: MISSING })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining(`Could not find storage block with id: ${MISSING}.`) },
    })
  })

  test('parameters that break a schema which is sent to be enforced are refused', async () => {
    const schema = { type: 'object', properties: { x: { type: 'integer' } }, required: ['x', 'y'] }
    const enforced = { enforce_parameter_schema: true, parameter_openapi_schema: schema }
    const refused = await create(api(), { ...enforced, parameters: { x: 'a' } })
    expect(refused).toMatchObject({
      status: 422,
      body: {
        exception_detail: [
          {
            type: 'value_error',
            msg: "Value error, Validation failed for field 'x'. Failure reason: 'a' is not of type 'integer'",
          },
        ],
      },
    })
    expect(await create(api(), { ...enforced, parameters: { x: 1 } })).toMatchObject({ status: 201 })
    const unsaid = { parameter_openapi_schema: schema, parameters: { x: 'a' } }
    expect(await create(api(), unsaid)).toMatchObject({ status: 201 })
  })

  test('a name with a forbidden character is refused, an empty one is not', async () => {
    expect(await create(api(), { name: 'a/b' })).toMatchObject(
      refusal('string_pattern_mismatch', ['body', 'name']),
    )
    expect(await create(api(), { name: '' })).toMatchObject({ status: 201 })
  })

  test('a pool gives its default queue, a named queue is made in it', async () => {
    const pool = await buildWorkPool(api().ctx.database)
    const first = await create(api(), { work_pool_name: pool.name })
    expect(first.body).toMatchObject({ work_queue_name: 'default', work_pool_name: pool.name })
    const second = await create(api(), { work_pool_name: pool.name, work_queue_name: 'fast' })
    expect(second.body).toMatchObject({ work_queue_name: 'fast', work_pool_name: pool.name })
    const third = await create(api(), { work_pool_name: pool.name, work_queue_name: 'fast' })
    expect(third.body.work_queue_id).toBe(second.body.work_queue_id)
    const queue = await api()
      .ctx.database.quick.sql.selectFrom('work_queue')
      .selectAll()
      .where('id', '=', second.body.work_queue_id as string)
      .executeTakeFirst()
    expect(queue).toMatchObject({ priority: 2, work_pool_id: pool.id, status: 'NOT_READY' })
  })

  test('a queue without a pool is one of the agents, who get a pool on demand', async () => {
    const made = await create(api(), { work_queue_name: 'q' })
    expect(made.body).toMatchObject({ work_queue_name: 'q', work_pool_name: 'default-agent-pool' })
    const other = await create(api(), { work_queue_name: 'default' })
    expect(other.body).toMatchObject({ work_queue_name: 'default', work_pool_name: 'default-agent-pool' })
    const queues = await api()
      .ctx.database.quick.sql.selectFrom('work_queue')
      .select(['name', 'priority'])
      .where('work_pool_id', '=', (query) =>
        query.selectFrom('work_pool').select('id').where('name', '=', 'default-agent-pool'),
      )
      .orderBy('priority')
      .execute()
    expect(queues).toEqual([
      { name: 'q', priority: 1 },
      { name: 'default', priority: 2 },
    ])
  })

  test('job variables must keep to the template of the pool, required ones only in a run', async () => {
    const pool = await buildWorkPool(api().ctx.database, { base_job_template: json(variables) })
    const refused = await create(api(), { work_pool_name: pool.name, job_variables: { cpu: 'many' } })
    expect(refused).toMatchObject({
      status: 422,
      body: {
        detail: expect.stringContaining(
          "Error creating deployment: Validation failed for field 'cpu'. Failure reason: 'many' is not",
        ),
      },
    })
    const { body } = await create(api(), { work_pool_name: pool.name, job_variables: { cpu: 2 } })
    expect(await startRun(api(), body.id)).toMatchObject({
      status: 422,
      body: {
        detail: "Error creating flow run: Validation failed. Failure reason: 'image' is a required property",
      },
    })
    const run = await startRun(api(), body.id, { job_variables: { image: 'x' } })
    expect(run).toMatchObject({ status: 201, body: { job_variables: { image: 'x' } } })
  })

  test('a limit of its own is made, changed and deleted with the number that is sent', async () => {
    const made = await create(api(), {
      concurrency_limit: 2,
      concurrency_options: { collision_strategy: 'CANCEL_NEW' },
    })
    const { id, global_concurrency_limit: limit } = made.body
    expect(limit).toMatchObject({ name: `deployment:${id}`, limit: 2, active: true, active_slots: 0 })
    expect(made.body).toMatchObject({
      concurrency_limit: null,
      concurrency_options: { collision_strategy: 'CANCEL_NEW', grace_period_seconds: null },
    })
    await patch(api(), id, { concurrency_limit: 5 })
    expect((await read(api(), id)).global_concurrency_limit).toMatchObject({ id: limit?.id, limit: 5 })
    await patch(api(), id, { description: 'untouched' })
    expect((await read(api(), id)).global_concurrency_limit).toMatchObject({ limit: 5 })
    await patch(api(), id, { concurrency_limit: null })
    expect((await read(api(), id)).global_concurrency_limit).toBeNull()
    expect(await isThere(api(), 'concurrency_limit_v2', limit?.id as string)).toBe(false)
  })

  test('a global limit is linked; both kinds at once and a limit of 0 are refused', async () => {
    const limit = await buildConcurrencyLimit(api().ctx.database, { limit: 3 })
    const made = await create(api(), { global_concurrency_limit_id: limit.id })
    expect(made.body.global_concurrency_limit).toMatchObject({ id: limit.id, limit: 3 })
    await patch(api(), made.body.id, { global_concurrency_limit_id: null })
    expect((await read(api(), made.body.id)).global_concurrency_limit).toBeNull()
    expect(await isThere(api(), 'concurrency_limit_v2', limit.id)).toBe(true)
    const both = { concurrency_limit: 1, global_concurrency_limit_id: limit.id }
    expect(await create(api(), both)).toMatchObject(refusal('value_error'))
    expect(await create(api(), { concurrency_limit: 0 })).toMatchObject(refusal('greater_than'))
  })

  test('an update writes what is sent and takes back what was scheduled for the future', async () => {
    const { body } = await create(api(), { description: 'old', tags: ['a'], parameters: { x: 1 } })
    const future = await autoScheduled(api(), body)
    const past = await autoScheduled(api(), body, {
      next_scheduled_start_time: '2025-12-31 00:00:00.000000',
    })
    const byHand = await autoScheduled(api(), body, { auto_scheduled: false })
    expect(await patch(api(), body.id, { description: 'new', paused: true })).toMatchObject({ status: 204 })
    expect(await read(api(), body.id)).toMatchObject({
      description: 'new',
      paused: true,
      tags: ['a'],
      parameters: { x: 1 },
    })
    expect(await isThere(api(), 'flow_run', future.id)).toBe(false)
    expect(await isThere(api(), 'flow_run', past.id)).toBe(true)
    expect(await isThere(api(), 'flow_run', byHand.id)).toBe(true)
  })

  test('an update fills in placeholders and holds the parameters to the schema', async () => {
    const schema = { type: 'object', properties: { x: { type: 'integer' } }, required: ['y'] }
    const { body } = await create(api(), { parameter_openapi_schema: schema })
    const x = { __prefect_kind: 'json', value: '7' }
    expect(await patch(api(), body.id, { parameters: { x } })).toMatchObject({ status: 204 })
    expect((await read(api(), body.id)).parameters).toEqual({ x: 7 })
    const broken = { __prefect_kind: 'none' }
    expect(await patch(api(), body.id, { parameters: { x: broken } })).toMatchObject({
      status: 400,
      body: { detail: "Error hydrating deployment parameters: Missing 'value' key in __prefect object" },
    })
    expect(await patch(api(), body.id, { parameters: { x: 'a' } })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining("Error updating deployment: Validation failed for field 'x'") },
    })
  })

  test('an update moves a deployment between queues and out of its pool', async () => {
    const pool = await buildWorkPool(api().ctx.database)
    const { body } = await create(api(), {})
    await patch(api(), body.id, { work_pool_name: pool.name })
    expect(await read(api(), body.id)).toMatchObject({ work_queue_id: pool.default_queue_id })
    await patch(api(), body.id, { work_pool_name: null })
    expect(await read(api(), body.id)).toMatchObject({ work_queue_id: null, work_pool_name: null })
    expect(await patch(api(), body.id, { work_pool_name: 'nowhere' })).toMatchObject({ status: 404 })
  })

  test('what is not there answers 404 to everything', async () => {
    const missing = { status: 404, body: { detail: 'Deployment not found' } }
    const path = `/deployments/${MISSING}`
    expect(await api().call('GET', path)).toMatchObject(missing)
    expect(await api().call('GET', '/deployments/name/no/body')).toMatchObject(missing)
    expect(await api().call('DELETE', path)).toMatchObject(missing)
    expect(await api().call('POST', `${path}/pause_deployment`)).toMatchObject(missing)
    expect(await api().call('POST', `${path}/resume_deployment`)).toMatchObject(missing)
    expect(await api().call('GET', `${path}/work_queue_check`)).toMatchObject(missing)
    expect(await startRun(api(), MISSING)).toMatchObject(missing)
    expect(await api().call('POST', `${path}/create_flow_run/bulk`, [])).toMatchObject(missing)
    expect(await patch(api(), MISSING, {})).toMatchObject({
      status: 404,
      body: { detail: 'Deployment not found.' },
    })
  })

  test('what waits to run and the limit go with a deployment; what ran stays', async () => {
    const { body } = await create(api(), { concurrency_limit: 1, schedules: [daily] })
    const waiting = await autoScheduled(api(), body, { auto_scheduled: false })
    const ran = await autoScheduled(api(), body, { state: { type: 'COMPLETED' } })
    expect(await api().call('DELETE', `/deployments/${body.id}`)).toMatchObject({ status: 204 })
    expect(await isThere(api(), 'flow_run', waiting.id)).toBe(false)
    expect(await isThere(api(), 'flow_run', ran.id)).toBe(true)
    expect(await isThere(api(), 'concurrency_limit_v2', body.global_concurrency_limit?.id as string)).toBe(
      false,
    )
    expect(await api().call('GET', `/deployments/${body.id}`)).toMatchObject({ status: 404 })
  })

  test('lists are filtered, sorted, counted, cut into pages and deleted in bulk', async () => {
    for (const name of ['list-b', 'list-a', 'list-c'])
      await create(api(), { name, schedules: [daily, daily] })
    const filter = { deployments: { name: { like_: 'list-' } } }
    const listed = await api().call<DeploymentResponse[]>('POST', '/deployments/filter', filter)
    expect(listed.body.map(({ name }) => name)).toEqual(['list-a', 'list-b', 'list-c'])
    expect(await api().call('POST', '/deployments/count', filter)).toMatchObject({ body: 3 })
    const page = { ...filter, limit: 2, page: 2, sort: 'NAME_DESC' }
    expect(await api().call('POST', '/deployments/paginate', page)).toMatchObject({
      body: { results: [{ name: 'list-a' }], count: 3, pages: 2, page: 2 },
    })
    const ids = listed.body.map(({ id }) => id)
    expect(await api().call('POST', '/deployments/bulk_delete', { ...filter, limit: 2 })).toMatchObject({
      body: { deleted: ids.slice(0, 2) },
    })
    expect(await api().call('POST', '/deployments/count', filter)).toMatchObject({ body: 1 })
  })

  test('pausing takes back all that schedules made, resuming lets them go on', async () => {
    const { body } = await create(api(), {})
    const past = await autoScheduled(api(), body, {
      next_scheduled_start_time: '2025-12-31 00:00:00.000000',
    })
    const paused = await api().call('POST', `/deployments/${body.id}/pause_deployment`)
    expect(paused).toMatchObject({ status: 200, body: null })
    expect((await read(api(), body.id)).paused).toBe(true)
    expect(await isThere(api(), 'flow_run', past.id)).toBe(false)
    await api().call('POST', `/deployments/${body.id}/resume_deployment`)
    expect((await read(api(), body.id)).paused).toBe(false)
  })
})
