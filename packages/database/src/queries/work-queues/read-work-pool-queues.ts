import type { WorkQueueResponse } from '@reeve/wire'
import { sql } from 'kysely'
import type { Db } from '../../database.ts'
import { selectRowsOfPage } from '../../filters/page.ts'
import { combine } from '../../filters/predicate.ts'
import { selects, WORK_QUEUES } from '../../filters/related.ts'
import {
  toWorkQueue,
  WORK_QUEUE_JOINS,
  type WorkQueueRow,
  workQueueColumns,
} from '../../records/work-queue.ts'
import type { WorkQueueSelection } from './read-work-queues.ts'

/** Which queues of a pool to read. */
export interface WorkPoolQueueSelection extends WorkQueueSelection {
  readonly workPoolId: string
}

/** Reads a page of the queues of one pool by priority, in one statement. [D9, D17, D18] */
export async function readWorkPoolQueues(
  db: Db,
  selection: WorkPoolQueueSelection,
): Promise<WorkQueueResponse[]> {
  const { workPoolId, work_queues, limit, offset } = selection
  const ofPool = sql<boolean>`work_queue.work_pool_id = ${workPoolId}`
  const where = combine([ofPool, selects(db.dialect, WORK_QUEUES, { work_pool_queues: work_queues })], 'and_')
  const page = { table: 'work_queue', where, orderBy: 'work_queue.priority', limit, offset }
  const columns = workQueueColumns("'PENDING', 'RUNNING'")
  const query = selectRowsOfPage<WorkQueueRow>(page, { columns, joins: WORK_QUEUE_JOINS })
  return (await db.execute(query.compile(db.sql))).map(toWorkQueue)
}
