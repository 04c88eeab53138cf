import type { WorkPoolFilter, WorkPoolResponse } from '@reeve/wire'
import type { Db } from '../../database.ts'
import type { Given } from '../../filters/condition.ts'
import { type Cut, selectRowsOfPage } from '../../filters/page.ts'
import { selects, WORK_POOLS } from '../../filters/related.ts'
import { toWorkPool, WORK_POOL_COLUMNS, type WorkPoolRow } from '../../records/work-pool.ts'

/** Which work pools to read. */
export interface WorkPoolSelection extends Cut {
  readonly work_pools?: Given<WorkPoolFilter> | null
}

/** Reads a page of work pools by name, in one statement. [D17, D18] */
export async function readWorkPools(
  db: Db,
  { work_pools, limit, offset }: WorkPoolSelection,
): Promise<WorkPoolResponse[]> {
  const where = selects(db.dialect, WORK_POOLS, { work_pools })
  const page = { table: 'work_pool', where, orderBy: 'work_pool.name', limit, offset }
  const query = selectRowsOfPage<WorkPoolRow>(page, { columns: WORK_POOL_COLUMNS, joins: '' })
  return (await db.execute(query.compile(db.sql))).map(toWorkPool)
}
