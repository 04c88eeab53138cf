import type { WorkQueueResponse } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'
import {
  toWorkQueue,
  WORK_QUEUE_JOINS,
  type WorkQueueRow,
  workQueueColumns,
} from '../../records/work-queue.ts'

const ofPool: Statement = {
  name: 'read-work-queue-of-pool',
  text: (dialect) => `SELECT ${workQueueColumns("'PENDING', 'RUNNING'")} FROM work_queue ${WORK_QUEUE_JOINS}
    WHERE pool.name = ${dialect.parameter(1)} AND work_queue.name = ${dialect.parameter(2)}`,
}

/** The queue of this name in a pool as it is answered; undefined without it. [E41] */
export async function readWorkPoolQueue(
  db: Db,
  pool: string,
  name: string,
): Promise<WorkQueueResponse | undefined> {
  const [row] = await db.run<WorkQueueRow>(ofPool, [pool, name])
  return row && toWorkQueue(row)
}
