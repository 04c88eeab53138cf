import type { FlowRunSort, Instant, SimpleFlowRun, StateType } from '@reeve/wire'
import { sql } from 'kysely'
import type { Db } from '../../database.ts'
import { type Cut, selectRowsOfPage } from '../../filters/page.ts'
import { combine } from '../../filters/predicate.ts'
import { FLOW_RUNS, type FlowRunFilters, selects } from '../../filters/related.ts'
import { FLOW_RUN_SORTS } from '../../filters/sorts.ts'
import { type EstimateColumns, estimatedRunTime, estimatedStartTimeDelta } from '../../records/estimates.ts'

/** Which flow runs to read. */
export interface SimpleFlowRunSelection extends FlowRunFilters, Cut {
  readonly sort: FlowRunSort
  /** The time that estimates of running and late runs go up to. */
  readonly now: Instant
}

interface Row extends EstimateColumns {
  readonly id: string
  readonly state_type: StateType
  readonly created: Instant
}

const COLUMNS = `flow_run.id, flow_run.created, flow_run.state_type, flow_run.state_timestamp, flow_run.start_time,
  flow_run.expected_start_time, flow_run.total_run_time`

/** Reads a page of flow runs as a chart shows them; runs without a state have no place in it. [D25] */
export async function readSimpleFlowRuns(
  db: Db,
  selection: SimpleFlowRunSelection,
): Promise<SimpleFlowRun[]> {
  const { sort, limit, offset, now, ...filters } = selection
  const hasState = sql<boolean>`flow_run.state_type IS NOT NULL`
  const where = combine([selects(db.dialect, FLOW_RUNS, filters), hasState], 'and_')
  const page = { table: 'flow_run', where, orderBy: FLOW_RUN_SORTS[sort], limit, offset }
  const rows = await db.execute(selectRowsOfPage<Row>(page, { columns: COLUMNS, joins: '' }).compile(db.sql))
  return rows.map((row) => ({
    id: row.id,
    state_type: row.state_type,
    timestamp: row.start_time ?? row.expected_start_time ?? row.created,
    duration: estimatedRunTime(row, now),
    lateness: estimatedStartTimeDelta(row, now),
  }))
}
