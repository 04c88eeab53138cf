import type { FlowRunResponse, FlowRunSort, Instant } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { type Cut, selectRowsOfPage } from '../../filters/page.ts'
import { FLOW_RUNS, type FlowRunFilters, selects } from '../../filters/related.ts'
import { FLOW_RUN_SORTS } from '../../filters/sorts.ts'
import { FLOW_RUN_COLUMNS, FLOW_RUN_JOINS, type FlowRunRow, toFlowRun } from '../../records/flow-run.ts'

/** Which flow runs to read. */
export interface FlowRunSelection extends FlowRunFilters, Cut {
  /** Default `ID_DESC`. */
  readonly sort?: FlowRunSort
  /** The time that estimates of running and late runs go up to. */
  readonly now: Instant
}

/** Reads a page of flow runs with their states, in one statement. [D11, D12, D17, D18] */
export async function readFlowRuns(db: Db, selection: FlowRunSelection): Promise<FlowRunResponse[]> {
  const { sort = 'ID_DESC', limit, offset, now, ...filters } = selection
  const where = selects(db.dialect, FLOW_RUNS, filters)
  const page = { table: 'flow_run', where, orderBy: FLOW_RUN_SORTS[sort], limit, offset }
  const query = selectRowsOfPage<FlowRunRow>(page, { columns: FLOW_RUN_COLUMNS, joins: FLOW_RUN_JOINS })
  const rows = await db.execute(query.compile(db.sql))
  return rows.map((row) => toFlowRun(row, now))
}
