import { buildWorkPool, databases } from '@reeve/testkit'
import type { FlowRunResponse, JsonObject } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { create, MISSING, read, startRun } from './deployment-testing.ts'
import { deploymentBindings } from './deployments.ts'
import { useApi } from './testing.ts'

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
