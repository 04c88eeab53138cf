import type { Db, Statement } from '../../database.ts'

/** A run in a queue of a pool, as far as cleaning up after it goes. */
export interface CleanupTarget {
  readonly flow_run_id: string
  readonly infrastructure_pid: string | null
  readonly work_queue_id: string
  readonly work_pool_id: string
  readonly work_pool_type: string
}

const statement: Statement = {
  name: 'find-cleanup-targets',
  text: (dialect) => `
    SELECT fr.id AS flow_run_id, fr.infrastructure_pid, q.id AS work_queue_id, q.work_pool_id, p.type AS work_pool_type
    FROM flow_run AS fr
    JOIN work_queue AS q ON q.id = fr.work_queue_id
    JOIN work_pool AS p ON p.id = q.work_pool_id
    WHERE ${dialect.isAnyUuid('fr.id', 1)}`,
}

/** Where runs were started; those that are in no queue are left out. */
export const findCleanupTargets = (db: Db, ids: readonly string[]): Promise<CleanupTarget[]> =>
  db.run<CleanupTarget>(statement, [db.dialect.list(ids)])
