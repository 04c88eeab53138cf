import { buildDeployments, type DeploymentWorld, deployment, poolName } from './deployment-world.ts'
import type { LoadCall } from './load.ts'
import type { Measure, World } from './measures.ts'

/** Paused, so that no scheduler adds runs while other lines are measured. */
const WORLD: DeploymentWorld = { pools: 5, deployments: 100, runsOfEach: 5, paused: true }

const HOUR_MS = 3_600_000
const INSTANTS = 100
/** Windows of the hourly schedule of one deployment, a little wider than its instants. */
const WINDOW_MS = (INSTANTS + 10) * HOUR_MS
const WINDOWS = 40
/** Loads begin at different ones of these, for what was scheduled once is not made again: up to 50 years ahead. */
const STARTS = 100

/** Makes the deployments of these lines on a server. Returns their ids. */
export const makeDeployments = (url: string): Promise<string[]> => buildDeployments(url, WORLD)

const post = (path: string, body: unknown): LoadCall => ({
  method: 'POST',
  path: `/api${path}`,
  body: JSON.stringify(body),
})

const create = ({ flowId }: World): LoadCall[] => [
  post('/deployments/', { ...deployment(0, { ...WORLD, flowId }), name: '$id' }),
]

const reads = ({ deploymentIds = [] }: World): LoadCall[] =>
  deploymentIds.map((id) => ({ method: 'GET', path: `/api/deployments/${id}` }))

const filter = post('/deployments/filter', {
  deployments: { tags: { all_: ['bench'] }, work_queue_name: { any_: ['default', 'queue-0'] } },
  sort: 'NAME_ASC',
  limit: 100,
})

const ofEachPool = (path: string, body: object): LoadCall[] =>
  Array.from({ length: WORLD.pools }, (_, pool) => post(`/work_pools/${poolName(pool)}/${path}`, body))

const polls = ({ now }: World): LoadCall[] =>
  ofEachPool('get_scheduled_flow_runs', {
    work_queue_names: [],
    scheduled_before: new Date(now + 2 * HOUR_MS).toISOString(),
  })

const heartbeats = (): LoadCall[] =>
  ofEachPool('workers/heartbeat', { name: 'worker', heartbeat_interval_seconds: 30 })

/** Each call makes the runs of another window. */
function schedules({ now, deploymentIds = [] }: World): LoadCall[] {
  const from = now + Math.floor(Math.random() * STARTS) * WINDOWS * WINDOW_MS
  const windows = Array.from({ length: WINDOWS }, (_, window) => from + window * WINDOW_MS)
  return windows.flatMap((start) =>
    deploymentIds.map((id) =>
      post(`/deployments/${id}/schedule`, {
        start_time: new Date(start).toISOString(),
        end_time: new Date(start + WINDOW_MS).toISOString(),
        min_runs: INSTANTS,
        max_runs: INSTANTS,
      }),
    ),
  )
}

/** The lines of the table that are about deployments and workers. */
export const deploymentMeasures: readonly Measure[] = [
  { name: 'deployment, create', clients: 1, calls: create },
  { name: 'deployment, read', clients: 1, calls: reads },
  { name: 'deployments, filter', clients: 1, calls: () => [filter] },
  { name: 'worker, poll', clients: 1, calls: polls },
  { name: 'workers, poll, 16 clients', clients: 16, calls: polls },
  { name: 'worker, heartbeat', clients: 1, calls: heartbeats },
  { name: `schedule ${INSTANTS} instants`, clients: 1, calls: schedules },
]
