import type { Db, Statement } from '../../database.ts'

const statement: Statement = {
  name: 'delete-worker',
  text: (dialect) => `
    DELETE FROM worker WHERE work_pool_id = ${dialect.parameter(1)} AND name = ${dialect.parameter(2)} RETURNING id`,
}

/** Forgets a worker; false if the pool has none of that name. */
export async function deleteWorker(db: Db, workPoolId: string, name: string): Promise<boolean> {
  return (await db.run<{ id: string }>(statement, [workPoolId, name])).length > 0
}
