import type { Db, Statement } from '../../database.ts'
import { loadLocked } from '../../load-locked.ts'

/** A run about to be deleted, with the limit whose slot it holds. [C11, F23] */
export interface DeletableRun {
  id: string
  /** The limit of its deployment, if the run sits in a state that holds a slot of it. */
  held_limit_id: string | null
  lease_id: string | null
  state_id: string | null
  state_type: string | null
}

const load: Statement = {
  name: 'load-deletable-flow-runs',
  text: (dialect) => `
    SELECT fr.id, fr.state_id, s.type AS state_type,
      CASE WHEN fr.state_type IN ('PENDING', 'RUNNING', 'CANCELLING') THEN d.concurrency_limit_id END AS held_limit_id,
      ${dialect.jsonText('s.state_details', 'deployment_concurrency_lease_id')} AS lease_id
    FROM flow_run AS fr
    LEFT JOIN deployment AS d ON d.id = fr.deployment_id
    LEFT JOIN flow_run_state AS s ON s.id = fr.state_id
    WHERE ${dialect.isAnyUuid('fr.id', 1)} ORDER BY fr.id ${dialect.forUpdateOf('fr')}`,
}

/** What must be given back when these runs go, their rows locked. Runs that do not exist are absent. */
export const loadDeletableRuns = (db: Db, ids: readonly string[]): Promise<DeletableRun[]> =>
  loadLocked<DeletableRun>(db, load, ids)

const runs: Statement = {
  name: 'delete-flow-runs',
  text: (dialect) => `DELETE FROM flow_run WHERE ${dialect.isAnyUuid('id', 1)}`,
}

const logs: Statement = {
  name: 'delete-logs-of-flow-runs',
  text: (dialect) => `DELETE FROM log WHERE ${dialect.isAnyUuid('flow_run_id', 1)}`,
}

/** Deletes runs with their states, task runs, inputs (by cascade) and logs. [C11] */
export async function deleteFlowRuns(db: Db, ids: readonly string[]): Promise<void> {
  const list = db.dialect.list(ids)
  await db.run(runs, [list])
  await db.run(logs, [list])
}
