import { json } from '@reeve/database'
import { buildConcurrencyLimit, buildFlow, buildFlowRun, buildWorkPool, databases } from '@reeve/testkit'
import type { DeploymentResponse, FlowRunResponse, Instant, JsonObject } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { deploymentBindings } from './deployments.ts'
import { type Api, refusal, useApi } from './testing.ts'

const MISSING = '00000000-0000-4000-8000-000000000000'

const create = async (api: Api, body: JsonObject) => {
  const flow_id = body.flow_id ?? (await buildFlow(api.ctx.database)).id
  return api.call<DeploymentResponse>('POST', '/deployments/', { name: 'd', flow_id, ...body })
}

const read = async (api: Api, id: string) =>
  (await api.call<DeploymentResponse>('GET', `/deployments/${id}`)).body

const patch = (api: Api, id: string, body: object) => api.call('PATCH', `/deployments/${id}`, body)

const startRun = (api: Api, id: string, body: object = {}) =>
  api.call<FlowRunResponse>('POST', `/deployments/${id}/create_flow_run`, body)

/** A run as a schedule of the deployment makes it, an hour from now. */
const autoScheduled = (api: Api, deployment: DeploymentResponse, columns: object = {}) =>
  buildFlowRun(api.ctx.database, {
    flow_id: deployment.flow_id,
    deployment_id: deployment.id,
    auto_scheduled: true,
    next_scheduled_start_time: '2026-01-01 01:00:00.000000' as Instant,
    state: { type: 'SCHEDULED' },
    ...columns,
  })

const isThere = async (api: Api, table: 'flow_run' | 'concurrency_limit_v2', id: string) =>
  (await api.ctx.database.quick.sql.selectFrom(table).select('id').where('id', '=', id).execute()).length > 0

const variables = {
  job_configuration: { image: '{{ image }}' },
  variables: {
    type: 'object',
    properties: { image: { type: 'string' }, cpu: { type: 'integer', default: 1 } },
    required: ['image'],
  },
}

const daily = { schedule: { interval: 86_400, anchor_date: '2026-01-01T00:00:00Z' } }

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

describe.each(databases)('runs of deployments on $name', (kind) => {
  const api = useApi(kind, deploymentBindings)

  test('a run takes over what its deployment says', async () => {
    const pool = await buildWorkPool(api().ctx.database)
    const { body: deployment } = await create(api(), {
      version: 'v1',
      tags: ['a', 'b'],
      labels: { l: 'd', m: 'd' },
      parameters: { x: 1, y: 1 },
      work_pool_name: pool.name,
    })
    const run = await startRun(api(), deployment.id, {
      tags: ['b', 'c'],
      labels: { m: 'r' },
      parameters: { y: 2 },
    })
    expect(run).toMatchObject({
      status: 201,
      body: {
        flow_id: deployment.flow_id,
        deployment_id: deployment.id,
        deployment_version: 'v1',
        parameters: { x: 1, y: 2 },
        work_queue_id: pool.default_queue_id,
        work_queue_name: 'default',
        work_pool_name: pool.name,
        state: { type: 'SCHEDULED', name: 'Scheduled' },
        labels: { l: 'd', m: 'r', 'prefect.deployment.id': deployment.id },
        auto_scheduled: false,
      },
    })
    expect(run.body.tags.toSorted()).toEqual(['a', 'b', 'c'])
    expect(run.body.name).toMatch(/^[a-z]+-[a-z]+/)
  })

  test('a run is made once for each key', async () => {
    const { body } = await create(api(), {})
    const first = await startRun(api(), body.id, { idempotency_key: 'k' })
    const second = await startRun(api(), body.id, { idempotency_key: 'k', state: { type: 'PENDING' } })
    expect([first.status, second.status]).toEqual([201, 200])
    expect(second.body).toMatchObject({ id: first.body.id, state_type: 'SCHEDULED' })
  })

  test('parameters are filled in, and checked unless the run says otherwise', async () => {
    const schema = { type: 'object', properties: { x: { type: 'integer' } }, required: ['x'] }
    const { body } = await create(api(), { parameter_openapi_schema: schema })
    const filled = { parameters: { x: { __prefect_kind: 'jinja', template: '{{ 1 + 1 }}' } } }
    expect(await startRun(api(), body.id, { ...filled, enforce_parameter_schema: false })).toMatchObject({
      body: { parameters: { x: '2' } },
    })
    expect(await startRun(api(), body.id)).toMatchObject({
      status: 409,
      body: {
        detail: "Error creating flow run: Validation failed. Failure reason: 'x' is a required property",
      },
    })
    const unknown = { x: { __prefect_kind: 'workspace_variable', variable_name: 'none' } }
    expect(await startRun(api(), body.id, { parameters: unknown })).toMatchObject({
      status: 400,
      body: { detail: "Error hydrating flow run parameters: Variable 'none' not found in workspace." },
    })
  })

  test('a schema of null cannot be enforced', async () => {
    const { body } = await create(api(), { parameter_openapi_schema: null })
    expect(await startRun(api(), body.id)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('does not have a valid parameter schema.') },
    })
  })

  test('a queue of its own is made in the pool of the deployment, and refused without one', async () => {
    const pool = await buildWorkPool(api().ctx.database)
    const { body } = await create(api(), { work_pool_name: pool.name })
    expect(await startRun(api(), body.id, { work_queue_name: 'new' })).toMatchObject({
      status: 201,
      body: { work_queue_name: 'new', work_pool_name: pool.name },
    })
    const { body: without } = await create(api(), {})
    expect(await startRun(api(), without.id, { work_queue_name: 'new' })).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('is not associated with a work pool') },
    })
  })

  test('many runs are made together; what is wrong with one does not take the others', async () => {
    const schema = { type: 'object', properties: { x: { type: 'integer' } } }
    const { body } = await create(api(), { parameter_openapi_schema: schema })
    const answer = await api().call<{ results: JsonObject[] }>(
      'POST',
      `/deployments/${body.id}/create_flow_run/bulk`,
      [
        { name: 'one', idempotency_key: 'same' },
        { parameters: { x: 'a' } },
        { idempotency_key: 'same' },
        { work_queue_name: 'q' },
        { name: 'two', state: { type: 'PENDING' } },
        { infrastructure_document_id: MISSING },
      ],
    )
    const [one, invalid, same, queue, two, block] = answer.body.results
    expect(one).toMatchObject({ status: 'CREATED', error: null })
    expect(same).toEqual(one)
    expect(two).toMatchObject({ status: 'CREATED' })
    expect(invalid).toMatchObject({
      flow_run_id: null,
      status: 'FAILED',
      error: expect.stringContaining("Parameter validation failed: Validation failed for field 'x'"),
    })
    expect(queue).toMatchObject({ status: 'FAILED', error: expect.stringContaining('in work queue q') })
    expect(block).toMatchObject({ flow_run_id: null, status: 'FAILED' })
    const states = await api()
      .ctx.database.quick.sql.selectFrom('flow_run')
      .select(['name', 'state_type'])
      .where('deployment_id', '=', body.id)
      .orderBy('name')
      .execute()
    expect(states).toEqual([
      { name: 'one', state_type: 'SCHEDULED' },
      { name: 'two', state_type: 'PENDING' },
    ])
  })

  test('at most 100 runs are made together, and none of none', async () => {
    const { body } = await create(api(), {})
    const path = `/deployments/${body.id}/create_flow_run/bulk`
    expect(await api().call('POST', path, Array(101).fill({}))).toMatchObject({
      status: 400,
      body: { detail: 'Cannot create more than 100 flow runs at once.' },
    })
    expect(await api().call('POST', path, [])).toMatchObject({ status: 200, body: { results: [] } })
  })

  test('who polls gets what is due, the first first, and makes the deployment ready', async () => {
    const { body } = await create(api(), {})
    const at = (time: string) => ({ state: { type: 'SCHEDULED', state_details: { scheduled_time: time } } })
    const second = await startRun(api(), body.id, at('2026-01-01T00:02:00Z'))
    const first = await startRun(api(), body.id, at('2026-01-01T00:01:00Z'))
    await startRun(api(), body.id, at('2026-01-01T02:00:00Z'))
    const due = await api().call<FlowRunResponse[]>('POST', '/deployments/get_scheduled_flow_runs', {
      deployment_ids: [body.id],
      scheduled_before: '2026-01-01T01:00:00Z',
    })
    expect(due.body.map(({ id }) => id)).toEqual([first.body.id, second.body.id])
    const polled = await read(api(), body.id)
    expect(polled).toMatchObject({ status: 'READY', updated: body.updated })
    expect(polled.last_polled).not.toBeNull()
  })
})

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
