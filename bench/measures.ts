import { deploymentMeasures } from './deployment-measures.ts'
import type { LoadCall } from './load.ts'
import { OPEN_RUNS, runId } from './seed-rows.ts'

/** Who is measured. */
export type SubjectName = 'reeve' | 'floor' | 'reference'

/** What the database holds. */
export interface World {
  readonly size: number
  readonly now: number
  readonly flowId: string
  /** Those of the lines about deployments. */
  readonly deploymentIds?: readonly string[]
}

/** One line of the table. */
export interface Measure {
  readonly name: string
  readonly clients: number
  readonly calls: (world: World, clients: number) => LoadCall[]
  /** Whether the floor program does it. */
  readonly hasFloor?: boolean
  /** Share of the floor's rate that Reeve must reach. */
  readonly ofFloor?: number
  /** How many times the reference's rate. */
  readonly timesReference?: number
  /** From how many runs on that is wanted; default: any. */
  readonly timesReferenceFrom?: number
  /** p99 at most so many times p50. */
  readonly tail?: number
}

const post = (path: string, body: unknown): LoadCall => ({
  method: 'POST',
  path: `/api${path}`,
  body: JSON.stringify(body),
})

/** The newest runs, which are open. */
const openRunIds = ({ size, now }: World) =>
  Array.from({ length: OPEN_RUNS }, (_, index) => runId(size - OPEN_RUNS + index, size, now))

/** As many as one call may change. */
const BULK = 50

/** The life of a run; that it begins anew is the one thing that the rules would refuse. */
const LIFE = [
  { state: { type: 'SCHEDULED', name: 'Scheduled' }, force: true },
  { state: { type: 'PENDING', name: 'Pending' }, force: false },
  { state: { type: 'RUNNING', name: 'Running' }, force: false },
  { state: { type: 'COMPLETED', name: 'Completed' }, force: false },
] as const

/** Runs live through their states in groups twice as large as there are clients, so that none overtakes another. */
const setStates = (world: World, clients: number): LoadCall[] => {
  const ids = openRunIds(world)
  const groups = Math.floor(ids.length / (2 * clients))
  return Array.from({ length: groups }, (_, group) =>
    ids.slice(group * 2 * clients, (group + 1) * 2 * clients),
  ).flatMap((members) => LIFE.flatMap((step) => members.map((id) => setState(id, step))))
}

const setState = (id: string, { state, force }: (typeof LIFE)[number]): LoadCall =>
  post(`/flow_runs/${id}/set_state`, {
    state: { ...state, message: null, data: null, state_details: { transition_id: '$id', flow_run_id: id } },
    force,
  })

/** As pages do that let a user choose runs: the ids of 50. */
const bulkSetStates = (world: World): LoadCall[] => {
  const ids = openRunIds(world)
  return Array.from({ length: ids.length / BULK }, (_, group) =>
    ids.slice(group * BULK, (group + 1) * BULK),
  ).flatMap((any_) =>
    LIFE.map((step) =>
      post('/flow_runs/bulk_set_state', { flow_runs: { id: { any_ } }, limit: BULK, ...step }),
    ),
  )
}

const create = ({ flowId }: World): LoadCall[] => [
  post('/flow_runs/', {
    flow_id: flowId,
    parameters: { x: 1 },
    tags: ['bench'],
    state: { type: 'PENDING', name: 'Pending' },
  }),
]

const reads = (world: World): LoadCall[] =>
  openRunIds(world).map((id) => ({ method: 'GET', path: `/api/flow_runs/${id}` }))

const FAILED = { state: { type: { any_: ['FAILED'] } } }
const NIGHTLY = { ...FAILED, tags: { all_: ['nightly'] } }
const filterNewest = post('/flow_runs/filter', { limit: 200, sort: 'START_TIME_DESC' })
const filterFailed = post('/flow_runs/filter', { limit: 200, sort: 'ID_DESC', flow_runs: NIGHTLY })
const countFailed = post('/flow_runs/count', { flow_runs: FAILED })

const history = ({ now }: World): LoadCall =>
  post('/flow_runs/history', {
    history_start: new Date(now - 7 * 86_400_000).toISOString(),
    history_end: new Date(now).toISOString(),
    history_interval_seconds: 21_600,
  })

/** The size at which the design holds counts and histories to the reference; a small one is mostly the way there and back. */
const MANY_RUNS = 300_000

const hundred = <T>(make: (index: number) => T): T[] => Array.from({ length: 100 }, (_, index) => make(index))

const logs = ({ size, now }: World): LoadCall[] => [
  post(
    '/logs/',
    hundred((index) => ({
      name: 'prefect.flow_runs',
      level: 20,
      message: `Line ${index} of what a flow has to say about its work`,
      timestamp: new Date(now).toISOString(),
      flow_run_id: runId(size - 1, size, now),
    })),
  ),
]

const events = ({ now }: World) =>
  hundred((index) => ({
    id: '$id',
    occurred: new Date(now).toISOString(),
    event: 'kettle.boiled',
    resource: { 'prefect.resource.id': `kettle.${index}`, 'prefect.resource.name': 'a kettle' },
    related: [{ 'prefect.resource.id': 'kitchen.1', 'prefect.resource.role': 'room' }],
    payload: { degrees: index },
  }))

/** What dashboards ask for again and again. */
export const dashboardCalls = (world: World): LoadCall[] => [filterNewest, countFailed, history(world)]

/** One client, every run in turn. */
export const setStateWithOne: Measure = {
  name: 'set_state, 1 client',
  clients: 1,
  calls: setStates,
  hasFloor: true,
  ofFloor: 0.6,
  timesReference: 10,
  tail: 8,
}

/** The lines of the table, in their order. */
export const measures: readonly Measure[] = [
  setStateWithOne,
  {
    name: 'set_state, 16 clients',
    clients: 16,
    calls: setStates,
    hasFloor: true,
    ofFloor: 0.6,
    timesReference: 30,
    tail: 8,
  },
  { name: 'set_state, 64 clients', clients: 64, calls: setStates, hasFloor: true, tail: 8 },
  {
    name: 'bulk_set_state of 50',
    clients: 1,
    calls: bulkSetStates,
    hasFloor: true,
    ofFloor: 0.8,
    timesReference: 40,
  },
  { name: 'create, 1 client', clients: 1, calls: create },
  { name: 'create, 16 clients', clients: 16, calls: create, timesReference: 50 },
  { name: 'read', clients: 1, calls: reads, timesReference: 20 },
  { name: 'filter, newest 200', clients: 1, calls: () => [filterNewest], timesReference: 20 },
  { name: 'filter, failed with a tag', clients: 1, calls: () => [filterFailed], timesReference: 20 },
  {
    name: 'count, failed',
    clients: 1,
    calls: () => [countFailed],
    timesReference: 20,
    timesReferenceFrom: MANY_RUNS,
  },
  {
    name: 'history, 7 days',
    clients: 1,
    calls: (world) => [history(world)],
    timesReference: 20,
    timesReferenceFrom: MANY_RUNS,
  },
  { name: 'logs x100', clients: 1, calls: logs, timesReference: 15 },
  {
    name: 'events x100, HTTP',
    clients: 1,
    calls: (world) => [post('/events', events(world))],
    timesReference: 15,
  },
  {
    name: 'events x100, socket',
    clients: 1,
    calls: (world) => [
      {
        method: 'SOCKET',
        path: '/api/events/in',
        body: events(world)
          .map((event) => JSON.stringify(event))
          .join('\n'),
      },
    ],
    timesReference: 15,
  },
  ...deploymentMeasures,
]
