import type { Db, Statement } from '../../database.ts'

const statement: Statement = {
  name: 'count-work-queues',
  text: (dialect) => `SELECT count(*) AS count FROM work_queue WHERE work_pool_id = ${dialect.parameter(1)}`,
}

/** How many queues a pool has. */
export async function countWorkQueues(db: Db, workPoolId: string): Promise<number> {
  const [row] = await db.run<{ count: number }>(statement, [workPoolId])
  return Number(row?.count ?? 0)
}
