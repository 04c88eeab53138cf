import type { WorkPoolFilter } from '@reeve/wire'
import type { Db } from '../../database.ts'
import type { Given } from '../../filters/condition.ts'
import { selectCount } from '../../filters/page.ts'
import { selects, WORK_POOLS } from '../../filters/related.ts'

/** How many work pools the filter lets through. [D22] */
export async function countWorkPools(
  db: Db,
  { work_pools }: { readonly work_pools?: Given<WorkPoolFilter> | null },
): Promise<number> {
  const where = selects(db.dialect, WORK_POOLS, { work_pools })
  const [row] = await db.execute(selectCount('work_pool', where).compile(db.sql))
  return row?.count ?? 0
}
