import type { FlowRunResponse, FlowRunSort, Instant, JsonText } from '@reeve/wire'
import type { CompiledQuery } from 'kysely'
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
  const rows = await db.execute(selectFlowRuns(db, selection))
  return rows.map((row) => toFlowRun(row, selection.now))
}

/** As `readFlowRuns`, printed where they are read: for answers that list them and do no more. */
export const printFlowRuns = (db: Db, selection: FlowRunSelection): Promise<JsonText> =>
  db.print(selectFlowRuns(db, selection), { list: 'flow_runs', now: selection.now })

function selectFlowRuns(db: Db, selection: FlowRunSelection): CompiledQuery<FlowRunRow> {
  const { sort = 'ID_DESC', limit, offset, now, ...filters } = selection
  const where = selects(db.dialect, FLOW_RUNS, filters)
  const page = { table: 'flow_run', where, orderBy: FLOW_RUN_SORTS[sort], limit, offset }
  const reading = { columns: FLOW_RUN_COLUMNS, joins: FLOW_RUN_JOINS }
  return selectRowsOfPage<FlowRunRow>(page, reading).compile(db.sql)
}
