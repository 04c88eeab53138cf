import { databases } from '@reeve/testkit'
import { type JsonObject, type WrittenNumber, writtenNumber } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { expandWholeOutbox } from '../operations/events/expand-outbox.ts'
import { artifactBindings } from './artifacts.ts'
import { deploymentBindings } from './deployments.ts'
import { eventBindings } from './events.ts'
import { flowRunBindings } from './flow-runs.ts'
import { flowBindings } from './flows.ts'
import { taskRunBindings } from './task-runs.ts'
import { useApi } from './testing.ts'
import { variableBindings } from './variables.ts'

/** As ids of other systems are: 64 bits, of which JavaScript's numbers keep 53. */
const ID = writtenNumber('1152921504606846977')
/** More than any database's integers hold. */
const LARGE = writtenNumber('123456789012345678901234567890')
/** A float to Python, which would write the integer as `1`. */
const FLOAT = writtenNumber('1.0')

const ROUTES = [
  ...flowBindings,
  ...flowRunBindings,
  ...deploymentBindings,
  ...variableBindings,
  ...artifactBindings,
  ...eventBindings,
  ...taskRunBindings,
]

describe.each(databases)('numbers that JavaScript would write otherwise, on $name', (kind) => {
  const api = useApi(kind, ROUTES)
  const post = async (path: string, body: object) => (await api().call<JsonObject>('POST', path, body)).body

  let flows = 0
  const createFlow = async () => (await post('/flows/', { name: `large-${++flows}` })).id

  const parameters = { id: ID, nested: { list: [LARGE, 1, FLOAT], text: 'x' }, rate: FLOAT }

  test('are kept among the parameters of a run, whichever way it is read', async () => {
    const run = await post('/flow_runs/', {
      flow_id: await createFlow(),
      parameters,
      state: { type: 'SCHEDULED' },
    })
    expect(run.parameters).toEqual(parameters)
    const { body } = await api().call<JsonObject>('GET', `/flow_runs/${run.id}`)
    expect(body.parameters).toEqual(parameters)
    const listed = await post('/flow_runs/filter', { flow_runs: { id: { any_: [run.id] } } })
    expect(listed).toMatchObject([{ parameters }])
  })

  test('are kept in what a state holds', async () => {
    const { id } = await post('/flow_runs/', { flow_id: await createFlow() })
    await post(`/flow_runs/${id}/set_state`, { state: { type: 'RUNNING', data: { id: ID, rate: FLOAT } } })
    const { body } = await api().call<JsonObject>('GET', `/flow_runs/${id}`)
    expect(body.state).toMatchObject({ data: { id: ID, rate: FLOAT } })
  })

  test.each([FLOAT, LARGE])(
    'are said again as all that a state holds, and are no result: %s',
    async (data) => {
      const flow = await post('/flow_runs/', { flow_id: await createFlow(), state: { type: 'RUNNING' } })
      const key = { task_key: 'held', dynamic_key: '1' }
      const task = await post('/task_runs/', { flow_run_id: flow.id, ...key })
      for (const run of [`/task_runs/${task.id}`, `/flow_runs/${flow.id}`]) {
        const { state } = await post(`${run}/set_state`, { state: { type: 'COMPLETED', data } })
        expect(state).toMatchObject({ data })
      }
      const again = await post(`/flow_runs/${flow.id}/set_state`, { state: { type: 'RUNNING' } })
      expect(again.status).toBe('ACCEPT')
    },
  )

  test('are integers to the schema of a deployment, and reach its runs', async () => {
    const deployment = await post('/deployments/', {
      name: 'large',
      flow_id: await createFlow(),
      parameters: { id: ID },
      parameter_openapi_schema: { type: 'object', properties: { id: { type: 'integer', minimum: 5 } } },
      enforce_parameter_schema: true,
    })
    expect(deployment.parameters).toEqual({ id: ID })
    const run = await post(`/deployments/${deployment.id}/create_flow_run`, {})
    expect(run.parameters).toEqual({ id: ID })
    const json = { __prefect_kind: 'json', value: JSON.stringify(ID) }
    const hydrated = await post(`/deployments/${deployment.id}/create_flow_run`, { parameters: { id: json } })
    expect(hydrated.parameters).toEqual({ id: ID })
  })

  test('are numbers to a schema that says them as floats, and among its bounds', async () => {
    const number = { type: 'number', minimum: writtenNumber('0.0'), maximum: writtenNumber('10.0') }
    const deployment = await post('/deployments/', {
      name: 'bounded',
      flow_id: await createFlow(),
      parameter_openapi_schema: { type: 'object', properties: { rate: number, count: { type: 'integer' } } },
      enforce_parameter_schema: true,
    })
    const run = (rate: WrittenNumber) =>
      api().call<JsonObject>('POST', `/deployments/${deployment.id}/create_flow_run`, {
        parameters: { rate, count: FLOAT },
      })
    expect((await run(FLOAT)).body.parameters).toEqual({ rate: FLOAT, count: FLOAT })
    expect((await run(writtenNumber('11.0'))).status).toBe(409)
  })

  test('are numbers where the server counts with them, as in a schedule and in the delays of retries', async () => {
    const deployment = await post('/deployments/', {
      name: 'scheduled',
      flow_id: await createFlow(),
      schedules: [{ schedule: { interval: writtenNumber('3600.0') }, parameters: { rate: FLOAT } }],
    })
    expect(deployment.schedules).toMatchObject([
      { schedule: { interval: 3600 }, parameters: { rate: FLOAT } },
    ])
    const run = await post('/flow_runs/', { flow_id: deployment.flow_id, state: { type: 'RUNNING' } })
    const empirical_policy = {
      retries: FLOAT,
      retry_delay: [writtenNumber('60.0')],
      retry_jitter_factor: FLOAT,
    }
    const key = { task_key: 'float', dynamic_key: '1' }
    const task = await post('/task_runs/', { flow_run_id: run.id, ...key, empirical_policy })
    await post(`/task_runs/${task.id}/set_state`, { state: { type: 'RUNNING' } })
    const failed = await post(`/task_runs/${task.id}/set_state`, { state: { type: 'FAILED' } })
    expect(failed).toMatchObject({ status: 'REJECT', state: { name: 'AwaitingRetry' } })
  })

  test.each([
    ['alone', ID],
    ['in a list', [LARGE, ID, FLOAT, 1]],
    ['in an object', { id: LARGE }],
  ])('are kept as a variable, %s', async (name, value) => {
    const variable = await post('/variables/', { name: name.replaceAll(' ', '_'), value })
    expect(variable.value).toEqual(value)
    const { body } = await api().call<JsonObject>('GET', `/variables/${variable.id}`)
    expect(body.value).toEqual(value)
  })

  test('are kept in artifacts', async () => {
    const artifact = await post('/artifacts/', { key: 'large', data: { id: ID } })
    const { body } = await api().call<JsonObject>('GET', `/artifacts/${artifact.id}`)
    expect(body.data).toEqual({ id: ID })
  })

  test('are kept in what events tell', async () => {
    const resource = { 'prefect.resource.id': 'large.1' }
    const event = { occurred: '2026-01-01T00:00:00Z', event: 'large', resource, payload: { id: ID } }
    await post('/events', [{ ...event, id: '00000000-0000-4000-8000-000000000001' }])
    await expandWholeOutbox(api().ctx)
    const { sql } = api().ctx.database.quick
    const rows = await sql.selectFrom('events').select('payload').where('event', '=', 'large').execute()
    expect(rows).toEqual([{ payload: { id: ID } }])
  })

  test('count as numbers where a number is asked for', async () => {
    const answer = await api().call('POST', '/flow_runs/filter', { limit: LARGE, offset: ID })
    expect(answer).toMatchObject({ status: 422, body: { exception_message: 'Invalid request received.' } })
    const labels = await api().call('POST', '/flows/', { name: 'labelled', labels: { id: ID } })
    expect(labels.status).toBe(201)
  })
})
