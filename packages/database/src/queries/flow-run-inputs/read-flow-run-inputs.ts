import type { FlowRunInput } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

const COLUMNS = 'id, created, updated, flow_run_id, key, value, sender'

const byKey: Statement = {
  name: 'read-flow-run-input',
  text: (dialect) => `
    SELECT ${COLUMNS} FROM flow_run_input
    WHERE flow_run_id = ${dialect.parameter(1)} AND key = ${dialect.parameter(2)}`,
}

/** The input of a run under a key, if there is one. [C19] */
export async function readFlowRunInput(
  db: Db,
  flowRunId: string,
  key: string,
): Promise<FlowRunInput | undefined> {
  const [row] = await db.run<FlowRunInput>(byKey, [flowRunId, key])
  return row
}

const byPrefix: Statement = {
  name: 'read-flow-run-inputs',
  text: (dialect) => `
    SELECT ${COLUMNS} FROM flow_run_input
    WHERE flow_run_id = ${dialect.parameter(1)} AND key LIKE ${dialect.parameter(2)}
      AND NOT ${dialect.isAnyText('key', 3)}
    ORDER BY created LIMIT ${dialect.parameter(4)}`,
}

/** Which inputs of a run to read. */
export interface InputSelection {
  flowRunId: string
  /** `%` and `_` in it match anything, as with the reference. [C20] */
  prefix: string
  excludeKeys: readonly string[]
  limit: number
}

/** Inputs whose key begins with a prefix, oldest first. [C20] */
export const readFlowRunInputs = (db: Db, selection: InputSelection): Promise<FlowRunInput[]> =>
  db.run<FlowRunInput>(byPrefix, [
    selection.flowRunId,
    `${selection.prefix}%`,
    db.dialect.list(selection.excludeKeys),
    selection.limit,
  ])
