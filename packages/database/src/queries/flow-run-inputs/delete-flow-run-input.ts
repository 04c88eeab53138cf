import type { Db, Statement } from '../../database.ts'

const statement: Statement = {
  name: 'delete-flow-run-input',
  text: (dialect) => `
    DELETE FROM flow_run_input WHERE flow_run_id = ${dialect.parameter(1)} AND key = ${dialect.parameter(2)}
    RETURNING id`,
}

/** Deletes the input of a run under a key; false if there was none. [C19] */
export const deleteFlowRunInput = async (db: Db, flowRunId: string, key: string): Promise<boolean> =>
  (await db.run(statement, [flowRunId, key])).length > 0
