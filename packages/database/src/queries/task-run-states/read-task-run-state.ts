import type { State } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'
import { STATE_COLUMNS, type StateColumns, toState } from '../../records/state.ts'

const statement: Statement = {
  name: 'read-task-run-state',
  text: (dialect) => `
    SELECT ${STATE_COLUMNS} FROM task_run_state AS state
    LEFT JOIN artifact AS result ON result.id = state.result_artifact_id
    WHERE state.id = ${dialect.parameter(1)}`,
}

/** The state of a task run with this id; undefined if there is none. */
export async function readTaskRunState(db: Db, id: string): Promise<State | undefined> {
  const [row] = await db.run<StateColumns>(statement, [id])
  return (row && toState(row)) ?? undefined
}
