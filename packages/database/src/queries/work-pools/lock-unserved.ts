import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'
import type { StoredWorkPool } from './lock-work-pool.ts'

const pools: Statement = {
  name: 'lock-unserved-work-pools',
  text: (dialect) => `
    SELECT * FROM work_pool WHERE status = 'READY' AND NOT EXISTS (
      SELECT 1 FROM worker WHERE worker.work_pool_id = work_pool.id AND worker.status = 'ONLINE')
    ORDER BY id ${dialect.forUpdate}`,
}

const deployments: Statement = {
  name: 'find-unserved-deployments',
  text: (dialect) => `
    SELECT deployment.id FROM deployment LEFT JOIN work_queue AS queue ON queue.id = deployment.work_queue_id
    WHERE deployment.status = 'READY' AND deployment.last_polled < ${dialect.parameter(1)}
      AND (queue.last_polled IS NULL OR queue.last_polled < ${dialect.parameter(1)})`,
}

const queues: Statement = {
  name: 'find-unserved-work-queues',
  text: (dialect) => `
    SELECT id FROM work_queue WHERE status = 'READY' AND last_polled < ${dialect.parameter(1)}`,
}

const unready = (table: 'deployment' | 'work_queue'): Statement => ({
  name: `mark-${table}-not-ready`,
  text: (dialect) => `
    UPDATE ${table} SET status = 'NOT_READY'
      ${table === 'work_queue' ? `, updated = ${dialect.typedParameter(2, 'instant')}` : ''}
    WHERE ${dialect.isAnyUuid('id', 1)}`,
})
const unreadyDeployments = unready('deployment')
const unreadyQueues = unready('work_queue')

/** Pools that count as ready while none of their workers is online, locked. [E18] */
export const lockUnservedPools = (db: Db): Promise<StoredWorkPool[]> => db.run<StoredWorkPool>(pools, [])

/** Deployments that count as ready although neither they nor their queue were polled since. [E18] */
export const findUnservedDeployments = (db: Db, since: Instant): Promise<string[]> =>
  idsOf(db, deployments, since)

/** Queues that count as ready although they were not polled since. [E18] */
export const findUnservedQueues = (db: Db, since: Instant): Promise<string[]> => idsOf(db, queues, since)

/** Marks deployments as not ready; `updated` stays: schedules did not change. [E18] */
export async function markDeploymentsNotReady(db: Db, ids: readonly string[]): Promise<void> {
  await db.run(unreadyDeployments, [db.dialect.list(ids)])
}

/** Marks queues as not ready. [E18] */
export async function markQueuesNotReady(db: Db, ids: readonly string[], now: Instant): Promise<void> {
  await db.run(unreadyQueues, [db.dialect.list(ids), now])
}

async function idsOf(db: Db, statement: Statement, since: Instant): Promise<string[]> {
  const rows = await db.run<{ id: string }>(statement, [since])
  return rows.map(({ id }) => id)
}
