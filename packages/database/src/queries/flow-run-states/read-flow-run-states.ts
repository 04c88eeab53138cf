import type { State } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'
import { STATE_COLUMNS, type StateColumns, toState } from '../../records/state.ts'

const states = `SELECT ${STATE_COLUMNS} FROM flow_run_state AS state
  LEFT JOIN artifact AS result ON result.id = state.result_artifact_id`

const byRun: Statement = {
  name: 'read-flow-run-states',
  text: (dialect) => `${states} WHERE state.flow_run_id = ${dialect.parameter(1)} ORDER BY state.timestamp`,
}

const byId: Statement = {
  name: 'read-flow-run-state',
  text: (dialect) => `${states} WHERE state.id = ${dialect.parameter(1)}`,
}

/** All states that a flow run has had, oldest first; none for an unknown run. [C15] */
export async function readFlowRunStates(db: Db, flowRunId: string): Promise<State[]> {
  const rows = await db.run<StateColumns>(byRun, [flowRunId])
  return rows.flatMap((row) => toState(row) ?? [])
}

/** The state of a flow run with this id; undefined if there is none. */
export async function readFlowRunState(db: Db, id: string): Promise<State | undefined> {
  const [row] = await db.run<StateColumns>(byId, [id])
  return (row && toState(row)) ?? undefined
}
