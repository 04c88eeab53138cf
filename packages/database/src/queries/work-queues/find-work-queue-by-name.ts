import type { Db, Statement } from '../../database.ts'

const statement: Statement = {
  name: 'find-work-queue-by-name',
  text: (dialect) => `
    SELECT queue.id FROM work_queue AS queue JOIN work_pool AS pool ON pool.id = queue.work_pool_id
    WHERE queue.name = ${dialect.parameter(1)} AND (pool.name = ${dialect.parameter(2)}
      OR NOT EXISTS (SELECT 1 FROM work_pool AS agents WHERE agents.name = ${dialect.parameter(2)}))
    ORDER BY queue.id LIMIT 1`,
}

/** The queue of this name in the agents' pool; while there is no such pool, in any. Undefined without one. */
export async function findWorkQueueByName(
  db: Db,
  name: string,
  agentPool: string,
): Promise<string | undefined> {
  const [row] = await db.run<{ id: string }>(statement, [name, agentPool])
  return row?.id
}
