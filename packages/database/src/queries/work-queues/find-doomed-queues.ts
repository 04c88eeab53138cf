import type { Db, Statement } from '../../database.ts'

const named: Statement = {
  name: 'find-doomed-queue-by-name',
  text: (dialect) => `
    SELECT queue.id FROM work_pool AS pool JOIN work_queue AS queue ON queue.work_pool_id = pool.id
    WHERE pool.name = ${dialect.parameter(1)} AND queue.name = ${dialect.parameter(2)}
      AND pool.default_queue_id <> queue.id`,
}

const byId: Statement = {
  name: 'find-doomed-queue',
  text: (dialect) => `
    SELECT queue.id FROM work_queue AS queue JOIN work_pool AS pool ON pool.id = queue.work_pool_id
    WHERE queue.id = ${dialect.parameter(1)} AND pool.default_queue_id <> queue.id`,
}

const ofPool: Statement = {
  name: 'find-doomed-queues-of-pool',
  text: (dialect) => `
    SELECT queue.id FROM work_pool AS pool JOIN work_queue AS queue ON queue.work_pool_id = pool.id
    WHERE pool.name = ${dialect.parameter(1)}`,
}

/** What a client asks to delete. */
export type Doomed =
  | { readonly pool: string }
  | { readonly pool: string; readonly queue: string }
  | { readonly queueId: string }

/** The queues that go with what a client asks to delete; none where nothing is there or it cannot be deleted. */
export async function findDoomedQueues(db: Db, doomed: Doomed): Promise<string[]> {
  const rows = await select(db, doomed)
  return rows.map(({ id }) => id)
}

function select(db: Db, doomed: Doomed): Promise<{ id: string }[]> {
  if ('queueId' in doomed) return db.run(byId, [doomed.queueId])
  return 'queue' in doomed ? db.run(named, [doomed.pool, doomed.queue]) : db.run(ofPool, [doomed.pool])
}
