import { type Json, type JsonObject, printInstant, readInstant } from '@reeve/wire'
import { type Api, list } from './api.ts'

/** Everything on a server but its events, by kind of record and id. */
export type Contents = Readonly<Record<string, Readonly<Record<string, Json>>>>

const KINDS = {
  flows: '/flows/filter',
  flow_runs: '/flow_runs/filter',
  task_runs: '/task_runs/filter',
  deployments: '/deployments/filter',
  logs: '/logs/filter',
  artifacts: '/artifacts/filter',
  latest_artifacts: '/artifacts/latest/filter',
  variables: '/variables/filter',
  limits: '/v2/concurrency_limits/filter',
  tag_limits: '/concurrency_limits/filter',
} as const

/** What a server works out from the time of the question. */
const OF_THE_MOMENT = ['estimated_run_time', 'estimated_start_time_delta', 'work_queue_is_in_use']

/** Reads all that is on a server. */
export async function contentsOf(api: Api): Promise<Contents> {
  const contents: Record<string, Record<string, Json>> = {}
  for (const [kind, path] of Object.entries(KINDS))
    contents[kind] = byId(await list(api, path, { limit: 200 }))
  contents.flow_run_states = await statesOf(api, 'flow', Object.keys(contents.flow_runs ?? {}))
  contents.task_run_states = await statesOf(api, 'task', Object.keys(contents.task_runs ?? {}))
  contents.inputs = await inputsOf(api, Object.keys(contents.flow_runs ?? {}))
  Object.assign(contents, await blocksOf(api))
  return inUtc(contents)
}

const OFF_UTC = /^\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d$/

/** The reference repeats instants of states in the zone in which they came. */
const inUtc = (contents: Contents): Contents =>
  JSON.parse(JSON.stringify(contents), (_key, value) =>
    typeof value === 'string' && OFF_UTC.test(value) ? printInstant(readInstant(value)) : value,
  )

const byId = (records: readonly JsonObject[]): Record<string, Json> =>
  Object.fromEntries(records.map((record) => [String(record.id), lasting(record)]))

const lasting = (record: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !OF_THE_MOMENT.includes(name)))

async function statesOf(
  api: Api,
  kind: 'flow' | 'task',
  runs: readonly string[],
): Promise<Record<string, Json>> {
  const states: Record<string, Json> = {}
  for (const run of runs) states[run] = await api('GET', `/${kind}_run_states/?${kind}_run_id=${run}`)
  return states
}

async function inputsOf(api: Api, runs: readonly string[]): Promise<Record<string, Json>> {
  const inputs: Record<string, Json> = {}
  for (const run of runs) inputs[run] = await api('POST', `/flow_runs/${run}/input/filter`, { prefix: '' })
  return inputs
}

/** Whatever a server shows of types: the reference writes all that it brings anew whenever it starts. */
const OF_TYPES = [
  'block_type',
  'updated',
  'description',
  'code_example',
  'block_schema',
  'block_document_references',
]

/** Blocks with what they keep secret, their schemas and types. */
async function blocksOf(api: Api): Promise<Contents> {
  const wanted = { limit: 200, include_secrets: true, block_documents: { is_anonymous: null } }
  const documents = await list(api, '/block_documents/filter', wanted)
  const schemas = await list(api, '/block_schemas/filter', { limit: 200 })
  const types = await list(api, '/block_types/filter', { limit: 200 })
  const own = (records: readonly JsonObject[]) =>
    Object.fromEntries(records.map((record) => [String(record.id), without(record, OF_TYPES)]))
  return {
    block_documents: own(documents),
    block_schemas: own(schemas.map((schema) => ({ ...schema, fields: sorted(schema.fields as Json) }))),
    block_types: own(types),
  }
}

const without = (record: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)))

/** Lists in the order of their texts: a server may name the schemas that one field may hold in any. */
function sorted(value: Json): Json {
  if (Array.isArray(value))
    return value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sorted(item)]))
}

/** The ids of all states that flow runs ever had; the event of a change of state has the id of the state. */
export const stateIds = ({ flow_run_states: states }: Contents): string[] =>
  Object.values(states ?? {}).flatMap((history) => (history as JsonObject[]).map(({ id }) => String(id)))

const PAGE = 50

/** All events that a server finds, by id. */
export async function eventsOf(api: Api): Promise<Map<string, JsonObject>> {
  const events = new Map<string, JsonObject>()
  let page = (await api('POST', '/events/filter', { limit: PAGE })) as JsonObject
  for (;;) {
    for (const event of page.events as JsonObject[]) events.set(String(event.id), event)
    if (typeof page.next_page !== 'string') return events
    page = (await api('GET', new URL(page.next_page).href.split('/api')[1] ?? '')) as JsonObject
  }
}

/** All events, once these are among them: the reference stores events a moment after it answered. */
export async function eventsWith(api: Api, ids: readonly string[]): Promise<Map<string, JsonObject>> {
  const end = performance.now() + 30_000
  for (;;) {
    const events = await eventsOf(api)
    const missing = ids.filter((id) => !events.has(id))
    if (missing.length === 0) return events
    if (performance.now() > end) throw new Error(`These events cannot be found: ${missing.join(', ')}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
