import { randomUUID } from 'node:crypto'
import type { JsonObject } from '@reeve/wire'
import type { Api } from './api.ts'

/** Which states the runs go through that are made. */
const HISTORIES: readonly (readonly string[])[] = [
  ['SCHEDULED'],
  ['PENDING'],
  ['PENDING', 'RUNNING'],
  ['PENDING', 'RUNNING', 'PAUSED'],
  ['PENDING', 'RUNNING', 'CANCELLING'],
  ['SCHEDULED', 'PENDING', 'RUNNING', 'COMPLETED'],
  ['PENDING', 'RUNNING', 'FAILED'],
  ['PENDING', 'RUNNING', 'CRASHED'],
  ['SCHEDULED', 'CANCELLED'],
]

/** Leaves something of every kind on a server, marked with a name; returns the events that it sent. */
export async function fill(api: Api, mark: string): Promise<string[]> {
  const flow = await create(api, '/flows/', {
    name: `flow of ${mark}`,
    tags: [mark],
    labels: { by: mark, weight: 1.5 },
  })
  const runs = []
  for (const history of HISTORIES) runs.push(await makeRun(api, flow, { mark, history }))
  const run = String(runs[5])
  await makeTaskRuns(api, run)
  await makeDeployment(api, flow, mark)
  await keepBeside(api, run, mark)
  await makeBlocks(api, mark)
  return sendEvents(api, mark)
}

async function create(...[api, path, body]: [Api, string, JsonObject]): Promise<string> {
  return String(((await api('POST', path, body)) as JsonObject).id)
}

interface RunToMake {
  readonly mark: string
  readonly history: readonly string[]
}

async function makeRun(api: Api, flow: string, { mark, history }: RunToMake): Promise<string> {
  const id = await create(api, '/flow_runs/', {
    flow_id: flow,
    name: `${history.join(' ')} of ${mark}`,
    tags: [mark, 'è'],
    labels: { by: mark },
    parameters: { text: 'é\u{1F40D}', deep: [1, null, { x: 0.1 }], big: 9_007_199_254_740_991 },
    context: { some: 'context' },
    empirical_policy: { retries: 0, retry_delay: 5 },
    state: state(history[0]),
  })
  for (const type of history.slice(1)) await api('POST', `/flow_runs/${id}/set_state`, { state: state(type) })
  return id
}

const state = (type: string | undefined): JsonObject => ({
  type: String(type),
  message: `now ${type}`,
  data: type === 'COMPLETED' ? { deep: ['kept', 1.5] } : null,
  state_details: detailsOf(type),
})

/** Instants off UTC, as schedules in other zones make them; those of scheduled runs are over, so that these may start. */
function detailsOf(type: string | undefined): JsonObject {
  if (type === 'SCHEDULED') return { scheduled_time: '2026-01-01T00:00:00+05:30' }
  return type === 'PAUSED' ? { pause_timeout: '2100-01-01T00:00:00.123456-03:00', pause_key: 'key' } : {}
}

async function makeTaskRuns(api: Api, run: string): Promise<void> {
  for (const key of ['one', 'two']) {
    const id = await create(api, '/task_runs/', {
      flow_run_id: run,
      task_key: 'task',
      dynamic_key: key,
      tags: [key],
      task_inputs: { x: [{ input_type: 'constant', type: 'int' }] },
      state: { type: 'PENDING' },
    })
    for (const type of ['RUNNING', 'COMPLETED']) {
      await api('POST', `/task_runs/${id}/set_state`, { state: { type, message: key } })
    }
  }
}

async function makeDeployment(api: Api, flow: string, mark: string): Promise<void> {
  const id = await create(api, '/deployments/', {
    flow_id: flow,
    name: `deployment of ${mark}`,
    tags: [mark],
    parameters: { x: 1 },
    schedules: [{ active: false, schedule: { interval: 3600, anchor_date: '2026-01-01T00:00:00Z' } }],
  })
  await api('POST', `/deployments/${id}/create_flow_run`, {
    name: `deployed by ${mark}`,
    parameters: { x: 2 },
  })
}

/** Blocks with secrets: one alone, one inside of another, one without a name of its own. */
async function makeBlocks(api: Api, mark: string): Promise<void> {
  const slug = `block-of-${mark.replaceAll(' ', '-')}`
  const type = await create(api, '/block_types/', { name: `block of ${mark}`, slug })
  const fields = { title: mark, properties: { x: { default: 0.5 } }, secret_fields: ['password', 'all.*'] }
  const schema = await create(api, '/block_schemas/', { fields, block_type_id: type, capabilities: ['keep'] })
  const of = { block_type_id: type, block_schema_id: schema }
  const data = {
    password: `sekret of ${mark} \u{1F40D}`,
    all: { of: ['it'] },
    user: 'é',
    number: 1.5,
    nothing: null,
  }
  const inner = await create(api, '/block_documents/', { ...of, name: 'inner', data })
  const holding = { password: 'another', child: { $ref: { block_document_id: inner } } }
  const outer = await create(api, '/block_documents/', { ...of, name: 'outer', data: holding })
  await create(api, '/block_documents/', { ...of, is_anonymous: true, data })
  await api('PATCH', `/block_documents/${outer}`, { data: { ...holding, password: '********', more: 1 } })
}

async function keepBeside(api: Api, run: string, mark: string): Promise<void> {
  const name = mark.replaceAll(' ', '_')
  await api('POST', '/variables/', { name, value: { deep: [1, 'ü'] }, tags: [mark] })
  await api('POST', '/v2/concurrency_limits/', {
    name: `limit of ${mark}`,
    limit: 3,
    slot_decay_per_second: 0.5,
  })
  await api('POST', '/concurrency_limits/', { tag: `tag of ${mark}`, concurrency_limit: 2 })
  await api('POST', `/flow_runs/${run}/input`, { key: 'key', value: JSON.stringify({ age: 36 }) })
  for (const data of ['# first', '# last']) {
    const key = mark.replaceAll(' ', '-')
    await api('POST', '/artifacts/', { key, type: 'markdown', data, description: mark, flow_run_id: run })
  }
  const logs = Array.from({ length: 30 }, (_, index) => ({
    name: 'prefect.flow_runs',
    level: index % 2 ? 20 : 30,
    message: `log ${index} of ${mark}: \u{1F40D}`,
    timestamp: `2026-01-02T03:04:05.${String(index).padStart(6, '0')}Z`,
    flow_run_id: run,
  }))
  await api('POST', '/logs/', logs)
}

async function sendEvents(api: Api, mark: string): Promise<string[]> {
  const events = Array.from({ length: 5 }, (_, index) => ({
    id: randomUUID(),
    occurred: new Date().toISOString(),
    event: `something.happened.${index}`,
    resource: { 'prefect.resource.id': `thing.${mark}`, 'prefect.resource.name': mark },
    related: [{ 'prefect.resource.id': 'other', 'prefect.resource.role': 'witness' }],
    payload: { number: index, text: 'ß' },
  }))
  await api('POST', '/events', events)
  return events.map(({ id }) => id)
}
