import type { FlowRunResponse, Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'
import { FLOW_RUN_COLUMNS, FLOW_RUN_JOINS, type FlowRunRow, toFlowRun } from '../../records/flow-run.ts'

const statement: Statement = {
  name: 'read-flow-run',
  text: (dialect) =>
    `SELECT ${FLOW_RUN_COLUMNS} FROM flow_run ${FLOW_RUN_JOINS} WHERE flow_run.id = ${dialect.parameter(1)}`,
}

/** The flow run with this id and its state; undefined if there is none. Estimates go up to `now`. */
export async function readFlowRun(db: Db, id: string, now: Instant): Promise<FlowRunResponse | undefined> {
  const [row] = await db.run<FlowRunRow>(statement, [id])
  return row && toFlowRun(row, now)
}
