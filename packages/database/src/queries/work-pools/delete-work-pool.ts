import type { Db, Statement } from '../../database.ts'

const statement: Statement = {
  name: 'delete-work-pool',
  text: (dialect) => `DELETE FROM work_pool WHERE id = ${dialect.parameter(1)}`,
}

/** Deletes a pool with its queues and workers; runs and deployments stay without a queue. */
export async function deleteWorkPool(db: Db, id: string): Promise<void> {
  await db.run(statement, [id])
}
