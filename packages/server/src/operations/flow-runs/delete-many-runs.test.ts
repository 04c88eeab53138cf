import type { Database } from '@reeve/database'
import {
  buildDeployment,
  buildFlow,
  buildFlowRun,
  buildTaskRun,
  buildWorkPool,
  buildWorkQueue,
  databases,
  sequentialIds,
} from '@reeve/testkit'
import type { Instant } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import type { Context } from '../../context.ts'
import { deploymentBindings } from '../../routes/deployments.ts'
import { flowRunBindings } from '../../routes/flow-runs.ts'
import { flowBindings } from '../../routes/flows.ts'
import { useApi } from '../../routes/testing.ts'
import { workPoolBindings } from '../../routes/work-pools.ts'
import { workQueueBindings } from '../../routes/work-queues.ts'
import { deleteFlow } from '../flows/delete-flows.ts'

const NOW = '2026-01-01 00:00:00.000000' as Instant
const bindings = [
  ...flowBindings,
  ...flowRunBindings,
  ...deploymentBindings,
  ...workPoolBindings,
  ...workQueueBindings,
]

describe.each(databases)('deleting what has many rows on $name', (kind) => {
  const api = useApi(kind, bindings)
  const database = () => api().ctx.database
  const ids = sequentialIds(0xde1)

  const count = async (table: 'flow_run' | 'flow_run_state' | 'task_run' | 'task_run_state' | 'log') => {
    const [row] = await database()
      .quick.sql.selectFrom(table)
      .select(({ fn }) => fn.countAll().as('count'))
      .execute()
    return Number(row?.count)
  }
  const times = <T>(number: number, make: () => Promise<T>) =>
    Promise.all(Array.from({ length: number }, make))

  /** Rows whose run is gone. */
  async function orphans(): Promise<number> {
    const { rows } = await database().quick.sql.executeQuery<{ count: number }>(
      database()
        .quick.sql.selectFrom('task_run')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(selectFrom('flow_run').select('id').whereRef('flow_run.id', '=', 'task_run.flow_run_id')),
          ),
        )
        .where('flow_run_id', 'is not', null)
        .compile(),
    )
    return Number(rows[0]?.count)
  }

  const insertLogs = (flow_run_id: string, number: number) =>
    database().write((db) =>
      db.sql
        .insertInto('log')
        .values(
          Array.from({ length: number }, () => ({
            id: ids.next(),
            created: NOW,
            updated: NOW,
            name: 'log',
            level: 20,
            flow_run_id,
            message: 'text',
            timestamp: NOW,
          })),
        )
        .execute(),
    )

  /** The server over the same database, whose writes fail after so many. */
  const failingAfter = (writes: number): Context => {
    const { ctx } = api()
    const { dialect, quick, reader, notifications } = ctx.database
    let left = writes
    const write: Database['write'] = (work) =>
      left-- > 0 ? ctx.database.write(work) : Promise.reject(new Error('killed'))
    const failing = { dialect, quick, reader, notifications, write } as Database
    return { ...ctx, database: failing }
  }

  test('a flow goes with all its runs and what hangs on them, and nobody else does', async () => {
    const flow = await buildFlow(database())
    const other = await buildFlowRun(database())
    const runs = await times(120, () => buildFlowRun(database(), { flow_id: flow.id }))
    await times(250, () => buildTaskRun(database(), { flow_run_id: runs[7]?.id as string }))
    await buildTaskRun(database(), { flow_run_id: runs[119]?.id as string })
    expect(await count('flow_run')).toBe(121)

    expect(await api().call('DELETE', `/flows/${flow.id}`)).toMatchObject({ status: 204 })
    const left = await database().quick.sql.selectFrom('flow_run').select('id').execute()
    expect(left).toEqual([{ id: other.id }])
    expect(await count('flow_run_state')).toBe(1)
    expect(await count('task_run')).toBe(0)
    expect(await count('task_run_state')).toBe(0)
    expect(await api().call('DELETE', `/flows/${flow.id}`)).toMatchObject({ status: 404 })
  })

  test('a deletion that is cut off leaves a flow with fewer runs and nothing without its run; again, it ends', async () => {
    const flow = await buildFlow(database())
    const runs = await times(120, () => buildFlowRun(database(), { flow_id: flow.id }))
    for (const run of runs) await buildTaskRun(database(), { flow_run_id: run.id })
    const before = await count('flow_run')

    await expect(deleteFlow(failingAfter(1), flow.id)).rejects.toThrow('killed')
    expect(before - (await count('flow_run'))).toBeGreaterThan(0)
    expect(before - (await count('flow_run'))).toBeLessThan(120)
    expect(await orphans()).toBe(0)
    expect(await api().call('GET', `/flows/${flow.id}`)).toMatchObject({ status: 200 })

    const bulk = { flows: { id: { any_: [flow.id] } } }
    expect((await api().call('POST', '/flows/bulk_delete', bulk)).body).toEqual({ deleted: [flow.id] })
    expect(before - (await count('flow_run'))).toBe(120)
    expect(await orphans()).toBe(0)
  })

  test('a run goes with more task runs and logs than one transaction deletes', async () => {
    const run = await buildFlowRun(database())
    const other = await buildFlowRun(database())
    await times(520, () => buildTaskRun(database(), { flow_run_id: run.id, state: null }))
    await insertLogs(run.id, 620)
    await insertLogs(other.id, 1)
    expect(await api().call('DELETE', `/flow_runs/${run.id}`)).toMatchObject({ status: 204 })
    expect(await count('task_run')).toBe(0)
    const logs = await database().quick.sql.selectFrom('log').select('flow_run_id').execute()
    expect(logs).toEqual([{ flow_run_id: other.id }])
  })

  test('a deployment goes with what waits to run of it; runs that began stay', async () => {
    const deployment = await buildDeployment(database())
    const columns = { flow_id: deployment.flow_id, deployment_id: deployment.id }
    await times(120, () => buildFlowRun(database(), { ...columns, state: { type: 'SCHEDULED' } }))
    const begun = await buildFlowRun(database(), { ...columns, state: { type: 'RUNNING' } })
    expect(await api().call('DELETE', `/deployments/${deployment.id}`)).toMatchObject({ status: 204 })
    const left = await database()
      .quick.sql.selectFrom('flow_run')
      .select('id')
      .where('deployment_id', '=', deployment.id)
      .execute()
    expect(left).toEqual([{ id: begun.id }])
  })

  test('queues and pools go from all the runs that they had; a default queue that must stay keeps its runs', async () => {
    const pool = await buildWorkPool(database())
    const queue = await buildWorkQueue(database(), { work_pool_id: pool.id })
    const another = await buildWorkQueue(database(), { work_pool_id: pool.id })
    const defaultQueue = pool.default_queue_id as string
    for (const { id } of [queue, another]) {
      await times(110, () => buildFlowRun(database(), { work_queue_id: id, state: { type: 'COMPLETED' } }))
      await buildFlowRun(database(), { work_queue_id: id, state: { type: 'SCHEDULED' } })
    }
    const kept = await buildFlowRun(database(), {
      work_queue_id: defaultQueue,
      state: { type: 'COMPLETED' },
    })
    const runsOf = async (id: string) =>
      (
        await database()
          .quick.sql.selectFrom('flow_run')
          .select('id')
          .where('work_queue_id', '=', id)
          .execute()
      ).map((row) => row.id)

    const place = `/work_pools/${pool.name}/queues`
    expect(await api().call('DELETE', `${place}/${queue.name}`)).toMatchObject({ status: 204 })
    expect(await runsOf(queue.id)).toEqual([])
    expect(await api().call('DELETE', `/work_queues/${another.id}`)).toMatchObject({ status: 204 })
    expect(await runsOf(another.id)).toEqual([])
    expect(await api().call('DELETE', `${place}/default`)).toMatchObject({ status: 409 })
    expect(await runsOf(defaultQueue)).toEqual([kept.id])
    expect(await api().call('DELETE', `/work_pools/${pool.name}`)).toMatchObject({ status: 204 })
    expect(await runsOf(defaultQueue)).toEqual([])
  })
})
