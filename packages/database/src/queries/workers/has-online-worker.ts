import type { Db, Statement } from '../../database.ts'

const statement: Statement = {
  name: 'has-online-worker',
  text: (dialect) => `
    SELECT id FROM worker WHERE work_pool_id = ${dialect.parameter(1)} AND status = 'ONLINE' LIMIT 1`,
}

/** Whether a worker of the pool reported lately, as far as has been looked. [E31] */
export async function hasOnlineWorker(db: Db, workPoolId: string): Promise<boolean> {
  return (await db.run<{ id: string }>(statement, [workPoolId])).length > 0
}
