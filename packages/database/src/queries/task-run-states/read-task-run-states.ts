import type { State } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'
import { STATE_COLUMNS, type StateColumns, toState } from '../../records/state.ts'

const statement: Statement = {
  name: 'read-task-run-states',
  text: (dialect) => `
    SELECT ${STATE_COLUMNS} FROM task_run_state AS state
    LEFT JOIN artifact AS result ON result.id = state.result_artifact_id
    WHERE state.task_run_id = ${dialect.parameter(1)} ORDER BY state.timestamp`,
}

/** All states that a task run has had, oldest first; none for an unknown run. [C15] */
export async function readTaskRunStates(db: Db, taskRunId: string): Promise<State[]> {
  const rows = await db.run<StateColumns>(statement, [taskRunId])
  return rows.flatMap((row) => toState(row) ?? [])
}
