import type { WorkPoolResponse } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'
import { toWorkPool, WORK_POOL_COLUMNS, type WorkPoolRow } from '../../records/work-pool.ts'

const statement: Statement = {
  name: 'read-work-pool',
  text: (dialect) => `SELECT ${WORK_POOL_COLUMNS} FROM work_pool WHERE name = ${dialect.parameter(1)}`,
}

/** The work pool with this name as it is answered; undefined if there is none. [E31, E41] */
export async function readWorkPool(db: Db, name: string): Promise<WorkPoolResponse | undefined> {
  const [row] = await db.run<WorkPoolRow>(statement, [name])
  return row && toWorkPool(row)
}
