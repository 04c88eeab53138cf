import type { Db, Statement } from '../../database.ts'

/** A run that holds a slot of its pool. */
export interface PoolHolder {
  readonly id: string
  readonly name: string
  readonly work_queue_id: string
}

const statement: Statement = {
  name: 'read-holders-of-pool',
  text: (dialect) => `
    SELECT fr.id, fr.name, fr.work_queue_id
    FROM work_queue AS q JOIN flow_run AS fr ON fr.work_queue_id = q.id
    WHERE q.work_pool_id = ${dialect.parameter(1)} AND fr.state_type IN ('PENDING', 'RUNNING')
    ORDER BY CASE WHEN q.id = ${dialect.parameter(2)} THEN 0 ELSE 1 END, fr.id LIMIT ${dialect.parameter(3)}`,
}

/** Some runs that hold slots of a pool, those of one of its queues first. [E41] */
export const readHoldersOfPool = (
  db: Db,
  { workPoolId, workQueueId, limit }: { workPoolId: string; workQueueId: string; limit: number },
): Promise<PoolHolder[]> => db.run<PoolHolder>(statement, [workPoolId, workQueueId, limit])
