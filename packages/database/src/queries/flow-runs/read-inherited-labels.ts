import type { JsonObject } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

const ofFlow: Statement = {
  name: 'read-flow-labels',
  text: (dialect) => `SELECT labels FROM flow WHERE id = ${dialect.parameter(1)}`,
}

const ofFlowRun: Statement = {
  name: 'read-flow-run-labels',
  text: (dialect) => `SELECT labels FROM flow_run WHERE id = ${dialect.parameter(1)}`,
}

/** The labels that a run takes over from its flow; none if there is no such flow. [C4] */
export const readFlowLabels = (db: Db, flowId: string): Promise<JsonObject> => readLabels(db, ofFlow, flowId)

/** The labels that a task run takes over from its flow run. [C4] */
export const readFlowRunLabels = (db: Db, flowRunId: string): Promise<JsonObject> =>
  readLabels(db, ofFlowRun, flowRunId)

async function readLabels(db: Db, statement: Statement, id: string): Promise<JsonObject> {
  const [row] = await db.run<{ labels: JsonObject | null }>(statement, [id])
  return row?.labels ?? {}
}
