import type { FlowRunFilter } from '@reeve/wire'
import type { Db } from '../../database.ts'
import type { Given } from '../../filters/condition.ts'
import { selectPage } from '../../filters/page.ts'
import { FLOW_RUNS, selects } from '../../filters/related.ts'
import { FLOW_RUN_SORTS } from '../../filters/sorts.ts'

/** Which flow runs a bulk operation is about. */
export interface BulkSelection {
  readonly flow_runs?: Given<FlowRunFilter> | null
  readonly limit: number
}

/** The ids of the flow runs that a bulk operation is about, newest id first. [C12, C13] */
export async function selectFlowRunIds(db: Db, { flow_runs, limit }: BulkSelection): Promise<string[]> {
  const where = selects(db.dialect, FLOW_RUNS, { flow_runs })
  const page = selectPage({ table: 'flow_run', where, orderBy: FLOW_RUN_SORTS.ID_DESC, limit })
  return (await db.execute(page.compile(db.sql))).map(({ id }) => id)
}
