import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

const queues: Statement = {
  name: 'mark-work-queues-polled',
  text: (dialect) => `
    UPDATE work_queue SET last_polled = ${dialect.typedParameter(2, 'instant')},
      updated = ${dialect.typedParameter(2, 'instant')},
      status = CASE WHEN status = 'NOT_READY' THEN 'READY' ELSE status END
    WHERE ${dialect.isAnyUuid('id', 1)}`,
}

const deployments: Statement = {
  name: 'mark-deployments-of-queues-polled',
  text: (dialect) => `
    UPDATE deployment SET status = 'READY', last_polled = ${dialect.typedParameter(2, 'instant')}
    WHERE ${dialect.isAnyUuid('work_queue_id', 1)}`,
}

const unready: Statement = {
  name: 'find-unready-deployments-of-queues',
  text: (dialect) => `
    SELECT id FROM deployment WHERE ${dialect.isAnyUuid('work_queue_id', 1)} AND status = 'NOT_READY'`,
}

/** Notes that runs of queues and of the deployments on them were asked for; those that were not ready are. [E28] */
export async function markWorkQueuesPolled(db: Db, ids: readonly string[], polledAt: Instant): Promise<void> {
  const params = [db.dialect.list(ids), polledAt]
  await db.run(queues, params)
  await db.run(deployments, params)
}

/** The deployments on these queues that do not count as served. */
export async function findUnreadyDeployments(db: Db, queueIds: readonly string[]): Promise<string[]> {
  const rows = await db.run<{ id: string }>(unready, [db.dialect.list(queueIds)])
  return rows.map(({ id }) => id)
}
