import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { send } from './send-json.ts'

/** How many pools and deployments there shall be. */
export interface DeploymentWorld {
  readonly pools: number
  readonly deployments: number
  /** Scheduled runs that each deployment gets. Default 0. */
  readonly runsOfEach?: number
  /** Default false. */
  readonly paused?: boolean
}

export const QUEUES_PER_POOL = 5

/** How often one request is sent at most, and how long the pauses between them grow each time. */
const ATTEMPTS = 10
const PAUSE_MS = 200

export const poolName = (number: number): string => `pool-${number}`
const queueName = (number: number): string => `queue-${number}`
const deploymentName = (number: number): string => `deployment-${number}`

/** The flow that they are of. */
const FLOW_NAME = 'bench-deployments'

/**
 * Makes pools with their queues, and deployments on these, each with an hourly schedule that begins at another minute.
 * Returns the ids of the deployments.
 */
export async function buildDeployments(
  url: string,
  { pools, deployments, runsOfEach = 0, paused = false }: DeploymentWorld,
): Promise<string[]> {
  const agent = new Agent({ keepAlive: true })
  const post = <T>(path: string, body: unknown) =>
    untilDone(() => send<T>({ agent, url, method: 'POST', path: `/api${path}`, body }))
  const flow = await post<{ id: string }>('/flows/', { name: FLOW_NAME })
  for (let pool = 0; pool < pools; pool++) {
    await post('/work_pools/', { name: poolName(pool), type: 'process' })
    for (let queue = 0; queue < QUEUES_PER_POOL - 1; queue++)
      await post(`/work_pools/${poolName(pool)}/queues`, { name: queueName(queue) })
  }
  const ids: string[] = []
  for (let number = 0; number < deployments; number++) {
    const { id } = await post<{ id: string }>(
      '/deployments/',
      deployment(number, { flowId: flow.id, pools, paused }),
    )
    ids.push(id)
    if (runsOfEach > 0)
      await post(`/deployments/${id}/schedule`, { min_runs: runsOfEach, max_runs: runsOfEach })
  }
  agent.destroy()
  return ids
}

/** As `flow.deploy` sends it. */
export const deployment = (
  number: number,
  { flowId, pools, paused = false }: { flowId: string; pools: number; paused?: boolean },
) => ({
  name: deploymentName(number),
  flow_id: flowId,
  paused,
  work_pool_name: poolName(number % pools),
  work_queue_name: queueOf(Math.floor(number / pools) % QUEUES_PER_POOL),
  tags: ['bench', `team-${number % 7}`],
  parameters: { x: number },
  schedules: [
    {
      schedule: { interval: 3600, anchor_date: `2026-01-01T00:${String(number % 60).padStart(2, '0')}:00Z` },
    },
  ],
  entrypoint: 'flows.py:bench',
  enforce_parameter_schema: false,
})

/** The first queue of a pool is the one that it is made with. */
const queueOf = (number: number): string => (number === 0 ? 'default' : queueName(number - 1))

/** The reference answers 503 where a service of its own writes to its SQLite at the same time. */
async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return await work()
    } catch (error) {
      if (attempt === ATTEMPTS) throw error
      await pause(PAUSE_MS * attempt)
    }
}
