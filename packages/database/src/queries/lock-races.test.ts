import { buildDeployment, buildWorkPool, buildWorkQueue, databases, useDatabase } from '@reeve/testkit'
import { describe, expect, test, vi } from 'vitest'
import type { Database, Db, Statement } from '../database.ts'
import { lockDeploymentByName, lockDeployments } from './deployments/find-deployments.ts'
import { lockWorkQueues, lockWorkQueuesOfPool } from './work-queues/lock-work-queues.ts'

const waiters: Statement = {
  name: 'count-waiters',
  text: () =>
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
}

/** Makes a change, and before it is committed lets somebody ask for the rows. Returns what that finds. */
async function meanwhile<T>(
  database: Database,
  change: (db: Db) => Promise<unknown>,
  ask: (db: Db) => Promise<T>,
): Promise<T> {
  let asked: Promise<T> | undefined
  await database.write(async (db) => {
    await change(db)
    asked = database.write(ask)
    if (db.dialect.name === 'postgresql')
      await vi.waitFor(async () => expect(await database.reader.run(waiters, [])).toHaveLength(1), {
        interval: 5,
      })
  })
  return asked as Promise<T>
}

describe.each(databases)('who waited for rows on $name', (kind) => {
  const database = useDatabase(kind)

  /** A deployment on one queue of a pool, and another queue. */
  async function build() {
    const pool = await buildWorkPool(database())
    const from = await buildWorkQueue(database(), { work_pool_id: pool.id, priority: 2 })
    const to = await buildWorkQueue(database(), { work_pool_id: pool.id, priority: 3 })
    const deployment = await buildDeployment(database(), { work_queue_id: from.id })
    const move = (db: Db) =>
      db.sql.updateTable('deployment').set({ work_queue_id: to.id }).where('id', '=', deployment.id).execute()
    return { pool, from, to, deployment, move }
  }

  test('finds a deployment with the queue and the pool that it is on by now', async () => {
    const { pool, to, deployment, move } = await build()
    const [found] = await meanwhile(database(), move, (db) => lockDeployments(db, [deployment.id]))
    expect(found).toMatchObject({ work_queue_id: to.id, queue_name: to.name, pool_id: pool.id })
  })

  test('finds so too by its name', async () => {
    const { pool, to, deployment, move } = await build()
    const { flow_id, name } = deployment
    const found = await meanwhile(database(), move, (db) => lockDeploymentByName(db, flow_id, name))
    expect(found).toMatchObject({ work_queue_id: to.id, queue_name: to.name, pool_id: pool.id })
  })

  test('finds queues in the order in which they are served by now', async () => {
    const { pool, from, to } = await build()
    const swap = async (db: Db) => {
      for (const { id, priority } of [
        { id: from.id, priority: 5 },
        { id: to.id, priority: 4 },
      ])
        await db.sql.updateTable('work_queue').set({ priority }).where('id', '=', id).execute()
    }
    const found = await meanwhile(database(), swap, (db) => lockWorkQueuesOfPool(db, pool.id))
    expect(found.map(({ id }) => id)).toEqual([pool.default_queue_id, to.id, from.id])
    expect(found.map(({ priority }) => priority)).toEqual([1, 4, 5])
  })

  test('finds queues as they are by now, with their pool', async () => {
    const { pool, from } = await build()
    const rename = (db: Db) =>
      db.sql.updateTable('work_queue').set({ name: 'new' }).where('id', '=', from.id).execute()
    const [found] = await meanwhile(database(), rename, (db) => lockWorkQueues(db, [from.id]))
    expect(found).toMatchObject({ name: 'new', pool_name: pool.name, pool_type: pool.type })
  })
})
