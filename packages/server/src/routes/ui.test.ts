import { buildDeployment, buildFlow, buildFlowRun, buildTaskRun, databases } from '@reeve/testkit'
import { addSeconds, type Instant, type JsonObject, printInstant } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { refusal, useApi } from './testing.ts'
import { uiBindings } from './ui.ts'

const UNKNOWN = '00000000-0000-4000-8000-0000000000ff'
const T0 = '2026-01-01 00:00:00.000000' as Instant
const at = (seconds: number): Instant => addSeconds(T0, seconds)

describe.each(databases)('the operations of the dashboard on $name', (kind) => {
  const api = useApi(kind, uiBindings)
  const post = (path: string, body?: JsonObject) => api().call<never>('POST', `/ui${path}`, body)
  const database = () => api().ctx.database

  test('the chart shows each run with its start, duration and lateness', async () => {
    const flow = await buildFlow(database())
    const late = await buildFlowRun(database(), {
      flow_id: flow.id,
      expected_start_time: at(-90),
      state: { type: 'SCHEDULED' },
    })
    const running = await buildFlowRun(database(), {
      flow_id: flow.id,
      expected_start_time: at(-60),
      start_time: at(-50),
      state: { type: 'RUNNING', timestamp: at(-50) },
    })
    await buildFlowRun(database(), { flow_id: flow.id, expected_start_time: at(-30), state: null })
    const now = api().clock.now()
    const since = (seconds: number) => (Date.parse(`${now}Z`) - Date.parse(`${at(seconds)}Z`)) / 1000
    const { body } = await post('/flow_runs/history', { flows: { id: { any_: [flow.id] } } })
    expect(body).toEqual([
      {
        id: running.id,
        state_type: 'RUNNING',
        timestamp: printInstant(at(-50)),
        duration: since(-50),
        lateness: 10,
      },
      {
        id: late.id,
        state_type: 'SCHEDULED',
        timestamp: printInstant(at(-90)),
        duration: 0,
        lateness: since(-90),
      },
    ])
    const page = { flows: { id: { any_: [flow.id] } }, sort: 'EXPECTED_START_TIME_ASC', limit: 1, offset: 1 }
    expect((await post('/flow_runs/history', page)).body).toMatchObject([{ id: running.id }])
  })

  test('the chart needs no body, and has a bound', async () => {
    expect(await post('/flow_runs/history')).toMatchObject({ status: 200 })
    expect(await post('/flow_runs/history', { limit: 1001 })).toMatchObject(
      refusal('less_than_equal', ['body', 'limit']),
    )
    expect(await post('/flow_runs/history', { limit: -1 })).toMatchObject({ status: 422 })
  })

  test('counts the task runs of flow runs, without those that stand for subflows', async () => {
    const run = await buildFlowRun(database())
    await buildTaskRun(database(), { flow_run_id: run.id })
    await buildTaskRun(database(), { flow_run_id: run.id })
    const wrapper = await buildTaskRun(database(), { flow_run_id: run.id })
    await buildFlowRun(database(), { parent_task_run_id: wrapper.id })
    const { body } = await post('/flow_runs/count-task-runs', { flow_run_ids: [UNKNOWN, run.id] })
    expect(body).toEqual({ [UNKNOWN]: 0, [run.id]: 2 })
  })

  test('counts the deployments of flows', async () => {
    const flow = await buildFlow(database())
    await buildDeployment(database(), { flow_id: flow.id })
    await buildDeployment(database(), { flow_id: flow.id })
    const { body } = await post('/flows/count-deployments', { flow_ids: [flow.id, UNKNOWN] })
    expect(body).toEqual({ [flow.id]: 2, [UNKNOWN]: 0 })
    expect((await post('/flows/count-deployments', { flow_ids: [] })).body).toEqual({})
  })

  test('finds the next run of flows among those that are scheduled', async () => {
    const flow = await buildFlow(database())
    const runAt = (seconds: number, type: 'SCHEDULED' | 'RUNNING' = 'SCHEDULED') =>
      buildFlowRun(database(), {
        flow_id: flow.id,
        next_scheduled_start_time: at(seconds),
        state: { type, name: type === 'SCHEDULED' ? 'Late' : 'Running' },
      })
    await runAt(20)
    const next = await runAt(10)
    await runAt(5, 'RUNNING')
    const { body } = await post('/flows/next-runs', { flow_ids: [flow.id, UNKNOWN] })
    expect(body).toEqual({
      [flow.id]: {
        id: next.id,
        flow_id: flow.id,
        name: next.name,
        state_name: 'Late',
        state_type: 'SCHEDULED',
        next_scheduled_start_time: printInstant(at(10)),
      },
      [UNKNOWN]: null,
    })
  })

  test('counts task runs by state, all states', async () => {
    const run = await buildFlowRun(database())
    for (const type of ['FAILED', 'FAILED', 'RUNNING'] as const)
      await buildTaskRun(database(), { flow_run_id: run.id, state: { type } })
    await buildTaskRun(database(), { flow_run_id: run.id, state: null })
    const { body } = await post('/task_runs/count', { flow_runs: { id: { any_: [run.id] } } })
    expect(body).toEqual({
      COMPLETED: 0,
      PENDING: 0,
      RUNNING: 1,
      FAILED: 2,
      CANCELLED: 0,
      CRASHED: 0,
      PAUSED: 0,
      CANCELLING: 0,
      SCHEDULED: 0,
    })
    expect((await post('/task_runs/count')).status).toBe(200)
  })

  test('counts outcomes in twenty steps, by when task runs started', async () => {
    const run = await buildFlowRun(database())
    const started = (seconds: number, type: 'COMPLETED' | 'CANCELLED' | 'FAILED' | 'CRASHED' | 'RUNNING') =>
      buildTaskRun(database(), { flow_run_id: run.id, start_time: at(seconds), state: { type } })
    await started(0, 'COMPLETED')
    await started(2.999999, 'CANCELLED')
    await started(3, 'FAILED')
    await started(57, 'CRASHED')
    await started(59.9, 'COMPLETED')
    await started(30, 'RUNNING')
    const { body } = await post('/task_runs/dashboard/counts', {
      task_runs: { start_time: { after_: printInstant(at(0)), before_: printInstant(at(59.95)) } },
      flow_runs: { id: { any_: [run.id] } },
    })
    const expected = Array.from({ length: 20 }, () => ({ completed: 0, failed: 0 }))
    expected[0] = { completed: 2, failed: 0 }
    expected[1] = { completed: 0, failed: 1 }
    expected[19] = { completed: 1, failed: 1 }
    expect(body).toEqual(expected)
  })

  test('outcomes are counted from a given time on', async () => {
    expect(await post('/task_runs/dashboard/counts', { task_runs: {} })).toMatchObject({
      status: 422,
      body: { detail: 'task_runs.start_time.after_ is required' },
    })
    const backwards = { start_time: { after_: printInstant(at(600)), before_: printInstant(at(0)) } }
    const { body } = await post('/task_runs/dashboard/counts', { task_runs: backwards })
    expect(body).toEqual(Array.from({ length: 20 }, () => ({ completed: 0, failed: 0 })))
  })

  test('a task run comes with the name of its flow run', async () => {
    const run = await buildFlowRun(database(), { name: 'eager-otter' })
    const taskRun = await buildTaskRun(database(), { flow_run_id: run.id })
    const loose = await buildTaskRun(database(), { flow_run_id: null })
    const read = (id: string) => api().call('GET', `/ui/task_runs/${id}`)
    expect((await read(taskRun.id)).body).toMatchObject({
      id: taskRun.id,
      flow_run_name: 'eager-otter',
      state: { type: 'PENDING' },
    })
    expect((await read(loose.id)).body).toMatchObject({ id: loose.id, flow_run_name: null })
    expect(await read(UNKNOWN)).toMatchObject({ status: 404, body: { detail: 'Task not found' } })
  })

  test('values are checked with their placeholders filled in', async () => {
    const schema = {
      type: 'object',
      required: ['name', 'list'],
      properties: {
        name: { type: 'string' },
        list: { type: 'array', items: { type: 'integer' } },
        late: { type: 'integer' },
      },
    }
    const jinja = { __prefect_kind: 'jinja', template: '{{ 1 }}' }
    const unknown = { __prefect_kind: 'workspace_variable', variable_name: 'nowhere' }
    const validate = (values: JsonObject, by: JsonObject = schema) =>
      post('/schemas/validate', { schema: by, values })
    expect((await validate({ name: 'x', list: [1], late: jinja })).body).toEqual({ errors: [], valid: true })
    expect((await validate({ list: [1, 'a'], late: unknown })).body).toEqual({
      valid: false,
      errors: expect.arrayContaining([
        { property: 'name', errors: ["'name' is a required property"] },
        {
          property: 'list',
          errors: [{ index: 1, errors: ["'a' is not of type 'integer'"] }],
        },
        { property: 'late', errors: ["Variable 'nowhere' not found in workspace."] },
      ]),
    })
  })

  test.each<[JsonObject, string]>([
    [{ type: 'nonsense' }, "'nonsense' is not valid under any of the given schemas"],
    [{ $ref: '#' }, 'Unable to validate schema with circular references.'],
    [{ properties: { a: { $ref: '#/nope' } } }, 'Validation failed. Failure reason: '],
  ])('the schema %j is of no use', async (schema, reason) => {
    expect(await post('/schemas/validate', { schema, values: { a: 1 } })).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining(`Invalid schema: ${reason}`) },
    })
  })
})
