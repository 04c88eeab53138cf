import type { Db } from '../../database.ts'
import { selectCount } from '../../filters/page.ts'
import { FLOW_RUNS, type FlowRunFilters, selects } from '../../filters/related.ts'
import { statesAlone } from '../../filters/states-alone.ts'

/** How many flow runs the filters let through. [D12, D22] */
export async function countFlowRuns(db: Db, filters: FlowRunFilters): Promise<number> {
  const where = selects(db.dialect, FLOW_RUNS, filters)
  const states = statesAlone(filters)
  const known = states && (await db.endedRuns?.count({ states, where }))
  if (known !== undefined) return known
  const [row] = await db.execute(selectCount('flow_run', where).compile(db.sql))
  return row?.count ?? 0
}
