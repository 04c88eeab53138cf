import type { Instant, StateType } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

/** A run that holds a slot of its queue. */
export interface SlotHolder {
  readonly id: string
  readonly name: string
  readonly state_type: StateType | null
  readonly state_name: string | null
  readonly start_time: Instant | null
  readonly state_timestamp: Instant | null
  readonly work_queue_id: string | null
}

const COLUMNS = 'id, name, state_type, state_name, start_time, state_timestamp, work_queue_id'

const ofQueues: Statement = {
  name: 'read-slot-holders-of-queues',
  text: (dialect) => `
    SELECT ${COLUMNS} FROM (
      SELECT ${COLUMNS}, row_number() OVER (PARTITION BY work_queue_id ORDER BY id) AS rank
      FROM flow_run WHERE ${dialect.isAnyUuid('work_queue_id', 1)} AND state_type IN ('PENDING', 'RUNNING')) AS held
    WHERE held.rank <= ${dialect.typedParameter(2, 'integer')} ORDER BY id`,
}

const counts: Statement = {
  name: 'count-slot-holders-of-pool',
  text: (dialect) => `
    SELECT flow_run.work_queue_id, count(*) AS count
    FROM work_queue JOIN flow_run ON flow_run.work_queue_id = work_queue.id
    WHERE work_queue.work_pool_id = ${dialect.parameter(1)} AND flow_run.state_type IN ('PENDING', 'RUNNING')
    GROUP BY flow_run.work_queue_id`,
}

const inQueue = (position: (index: number) => string) => `
  FROM flow_run
  WHERE (work_queue_id = ${position(1)} OR (work_queue_id IS NULL AND work_queue_name = ${position(2)}))
    AND state_type IN ('PENDING', 'RUNNING', 'CANCELLING')`

const ofQueue: Statement = {
  name: 'read-slot-holders-of-queue',
  text: (dialect) => `SELECT ${COLUMNS} ${inQueue(dialect.parameter)}
    ORDER BY id LIMIT ${dialect.parameter(3)} OFFSET ${dialect.parameter(4)}`,
}

const countOfQueue: Statement = {
  name: 'count-slot-holders-of-queue',
  text: (dialect) => `SELECT count(*) AS count ${inQueue(dialect.parameter)}`,
}

/** The first runs, by id, that hold slots of each of these queues; runs that are being cancelled are not meant. [E41] */
export const readHoldersOfQueues = (
  db: Db,
  queueIds: readonly string[],
  each: number,
): Promise<SlotHolder[]> => db.run<SlotHolder>(ofQueues, [db.dialect.list(queueIds), each])

/** How many runs hold a slot of each queue of a pool that has any. [E41] */
export async function countHoldersOfPool(db: Db, workPoolId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db.run<{ work_queue_id: string; count: number }>(counts, [workPoolId])
  return new Map(rows.map(({ work_queue_id, count }) => [work_queue_id, Number(count)]))
}

/** A page of the runs that hold slots of one queue, by id; those that name it without belonging to it too. [E41] */
export const readHoldersOfQueue = (
  db: Db,
  queue: { readonly id: string; readonly name: string },
  cut: { readonly limit: number; readonly offset: number },
): Promise<SlotHolder[]> => db.run<SlotHolder>(ofQueue, [queue.id, queue.name, cut.limit, cut.offset])

/** How many runs hold slots of one queue. [E41] */
export async function countHoldersOfQueue(
  db: Db,
  queue: { readonly id: string; readonly name: string },
): Promise<number> {
  const [row] = await db.run<{ count: number }>(countOfQueue, [queue.id, queue.name])
  return Number(row?.count ?? 0)
}
