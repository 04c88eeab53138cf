import type { QueueFilter, StateType, WorkQueueFilter, WorkQueueResponse } from '@reeve/wire'
import { sql } from 'kysely'
import type { Db } from '../../database.ts'
import type { Given } from '../../filters/condition.ts'
import { type Cut, selectCount, selectRowsOfPage } from '../../filters/page.ts'
import { FLOW_RUNS, selects, WORK_QUEUES } from '../../filters/related.ts'
import {
  toWorkQueue,
  WORK_QUEUE_JOINS,
  type WorkQueueRow,
  workQueueColumns,
} from '../../records/work-queue.ts'

/** Which work queues to read. */
export interface WorkQueueSelection extends Cut {
  readonly work_queues?: Given<WorkQueueFilter> | null
}

/** Reads a page of the queues of all pools by name. [D9, D17, D18] */
export async function readWorkQueues(db: Db, selection: WorkQueueSelection): Promise<WorkQueueResponse[]> {
  const { work_queues, limit, offset } = selection
  const where = selects(db.dialect, WORK_QUEUES, { work_pool_queues: work_queues })
  const page = { table: 'work_queue', where, orderBy: 'work_queue.name', limit, offset }
  const columns = workQueueColumns("'PENDING', 'RUNNING', 'CANCELLING'")
  const query = selectRowsOfPage<WorkQueueRow>(page, { columns, joins: WORK_QUEUE_JOINS })
  return countSlotsByFilter(db, (await db.execute(query.compile(db.sql))).map(toWorkQueue))
}

/** Queues of older agents hold the runs that their filter picks, not those that name the queue. */
async function countSlotsByFilter(db: Db, queues: WorkQueueResponse[]): Promise<WorkQueueResponse[]> {
  const older = queues.filter((queue) => queue.filter !== null && queue.concurrency_limit !== null)
  if (older.length === 0) return queues
  const counts = older.map((queue, index) => {
    const where = selects(db.dialect, FLOW_RUNS, { flow_runs: pickedBy(queue.filter as QueueFilter) })
    return sql`SELECT ${sql.lit(index)} AS position, picked.count FROM (${selectCount('flow_run', where)}) AS picked`
  })
  const query = sql<{ position: number; count: number }>`${sql.join(counts, sql` UNION ALL `)}`
  const slots = new Map(
    (await db.execute(query.compile(db.sql))).map(({ position, count }) => [older[position]?.id, count]),
  )
  return queues.map((queue) => ({ ...queue, active_slots: slots.get(queue.id) ?? queue.active_slots }))
}

const HOLDING: StateType[] = ['PENDING', 'RUNNING']

const pickedBy = ({ tags, deployment_ids }: QueueFilter) => ({
  tags: { all_: tags },
  deployment_id: { any_: deployment_ids, is_null_: false },
  state: { type: { any_: HOLDING } },
})
