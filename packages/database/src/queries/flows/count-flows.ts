import type { Db } from '../../database.ts'
import { selectCount } from '../../filters/page.ts'
import { FLOWS, type FlowFilters, selects } from '../../filters/related.ts'

/** How many flows the filters let through. [D14, D22] */
export async function countFlows(db: Db, filters: FlowFilters): Promise<number> {
  const [row] = await db.execute(selectCount('flow', selects(db.dialect, FLOWS, filters)).compile(db.sql))
  return row?.count ?? 0
}
