import type { Db, Statement } from '../../database.ts'

const statement: Statement = {
  name: 'find-flow-run-by-key',
  text: (dialect) => `
    SELECT id FROM flow_run
    WHERE flow_id = ${dialect.parameter(1)} AND idempotency_key = ${dialect.parameter(2)}`,
}

/** The id of the run that a flow made under an idempotency key. [C2] */
export async function findFlowRunByKey(db: Db, flowId: string, key: string): Promise<string | undefined> {
  const [row] = await db.run<{ id: string }>(statement, [flowId, key])
  return row?.id
}
