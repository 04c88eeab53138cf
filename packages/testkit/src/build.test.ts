import { json } from '@reeve/database'
import type { Instant } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import {
  buildConcurrencyLimit,
  buildDeployment,
  buildFlowRun,
  buildTaskRun,
  buildWorkPool,
  databases,
  useDatabase,
} from './index.ts'

describe.each(databases)('rows built on $name', (kind) => {
  const database = useDatabase(kind)

  test('a flow run stands in the state that it points to', async () => {
    const run = await buildFlowRun(database(), {
      tags: json(['a']),
      state: { type: 'RUNNING', timestamp: '2026-02-03 04:05:06.000007' as Instant },
    })
    const states = await database().quick.sql.selectFrom('flow_run_state').selectAll().execute()
    expect(states).toMatchObject([
      { id: run.state_id, flow_run_id: run.id, type: 'RUNNING', name: 'Running' },
    ])
    const row = await database()
      .quick.sql.selectFrom('flow_run')
      .selectAll()
      .where('id', '=', run.id)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      state_type: 'RUNNING',
      state_timestamp: '2026-02-03 04:05:06.000007',
      tags: ['a'],
      total_run_time: 0,
      auto_scheduled: false,
    })
  })

  test('a task run without a flow run and without a state can be built', async () => {
    const run = await buildTaskRun(database(), { flow_run_id: null, state: null })
    expect(run).toMatchObject({ flow_run_id: null, state_id: null, state_type: null })
  })

  test('a work pool has its default queue', async () => {
    const pool = await buildWorkPool(database())
    const queues = await database().quick.sql.selectFrom('work_queue').selectAll().execute()
    expect(queues).toMatchObject([{ id: pool.default_queue_id, name: 'default', work_pool_id: pool.id }])
  })

  test('a deployment may be tied to a limit', async () => {
    const limit = await buildConcurrencyLimit(database(), { limit: 3 })
    const deployment = await buildDeployment(database(), { concurrency_limit_id: limit.id })
    expect(deployment.concurrency_limit_id).toBe(limit.id)
    expect(limit).toMatchObject({ active: true, limit: 3, avg_slot_occupancy_seconds: 2 })
  })
})
