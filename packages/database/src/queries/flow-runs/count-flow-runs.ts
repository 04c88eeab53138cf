import type { Db } from '../../database.ts'
import { selectCount } from '../../filters/page.ts'
import { FLOW_RUNS, type FlowRunFilters, selects } from '../../filters/related.ts'

/** How many flow runs the filters let through. [D12, D22] */
export async function countFlowRuns(db: Db, filters: FlowRunFilters): Promise<number> {
  const [row] = await db.execute(
    selectCount('flow_run', selects(db.dialect, FLOW_RUNS, filters)).compile(db.sql),
  )
  return row?.count ?? 0
}
