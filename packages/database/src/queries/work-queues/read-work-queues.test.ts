import {
  buildDeployment,
  buildFlowRun,
  buildWorkPool,
  buildWorkQueue,
  databases,
  useDatabase,
} from '@reeve/testkit'
import type { StateType } from '@reeve/wire'
import { beforeAll, describe, expect, test } from 'vitest'
import { json } from '../../parameters.ts'
import { countWorkPools } from '../work-pools/count-work-pools.ts'
import { readWorkPools } from '../work-pools/read-work-pools.ts'
import { readWorkPoolQueues } from './read-work-pool-queues.ts'
import { readWorkQueues } from './read-work-queues.ts'

describe.each(databases)('pools and queues read from $name', (kind) => {
  const database = useDatabase(kind)
  let poolId: string

  beforeAll(async () => {
    const pool = await buildWorkPool(database(), { name: 'limited', concurrency_limit: 5, description: 'd' })
    poolId = pool.id
    const queue = await buildWorkQueue(database(), {
      name: 'busy',
      work_pool_id: pool.id,
      concurrency_limit: 3,
      priority: 2,
    })
    await buildWorkQueue(database(), {
      name: 'of old',
      work_pool_id: pool.id,
      concurrency_limit: 1,
      filter: json({ tags: ['picked'] }),
    })
    await buildWorkPool(database(), { name: 'agents', type: 'prefect-agent', status: 'READY' })
    const { id: deployment_id } = await buildDeployment(database())
    for (const type of ['PENDING', 'RUNNING', 'CANCELLING', 'SCHEDULED', 'FAILED'] satisfies StateType[]) {
      await buildFlowRun(database(), { work_queue_id: queue.id, state: { type } })
    }
    await buildFlowRun(database(), { deployment_id, tags: json(['picked']), state: { type: 'RUNNING' } })
    await buildFlowRun(database(), { tags: json(['picked']), state: { type: 'RUNNING' } })
    await buildFlowRun(database(), { deployment_id, state: { type: 'RUNNING' } })
  })

  test('a pool counts its slots where it has a limit', async () => {
    const pools = await readWorkPools(database().reader, { limit: 10 })
    expect(pools.map(({ name, active_slots }) => [name, active_slots])).toEqual([
      ['agents', null],
      ['limited', 2],
    ])
    expect(await countWorkPools(database().reader, { work_pools: { type: { any_: ['process'] } } })).toBe(1)
  })

  test('a pool has all parts of its storage, and no status if agents serve it', async () => {
    const [agents, limited] = await readWorkPools(database().reader, { limit: 10 })
    expect(agents?.status).toBeNull()
    expect(limited).toMatchObject({
      status: 'NOT_READY',
      description: 'd',
      is_paused: false,
      base_job_template: {},
      storage_configuration: {
        bundle_upload_step: null,
        bundle_execution_step: null,
        default_result_storage_block_id: null,
      },
    })
  })

  test('the queues of all pools are sorted by name and count cancelling runs', async () => {
    const queues = await readWorkQueues(database().reader, { limit: 10 })
    expect(
      queues.map(({ name, work_pool_name, active_slots }) => [name, work_pool_name, active_slots]),
    ).toEqual([
      ['busy', 'limited', 3],
      ['default', expect.any(String), null],
      ['default', expect.any(String), null],
      ['of old', 'limited', 1],
    ])
    expect(queues.at(-1)?.filter).toEqual({ tags: ['picked'], deployment_ids: null })
  })

  test('the queues of one pool are sorted by priority and do not', async () => {
    const queues = await readWorkPoolQueues(database().reader, {
      workPoolId: poolId,
      work_queues: { name: { startswith_: ['bus', 'def'] } },
      limit: 10,
    })
    expect(queues.map(({ name, active_slots }) => [name, active_slots])).toEqual([
      ['default', null],
      ['busy', 2],
    ])
  })
})
