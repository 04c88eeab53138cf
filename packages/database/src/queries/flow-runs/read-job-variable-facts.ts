import type { StateType } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

/** What decides whether a run's job variables may still change. [C9] */
export interface JobVariableFacts {
  state_type: StateType | null
  /** Null if the run has no deployment or its row is gone. */
  deployment_id: string | null
}

const statement: Statement = {
  name: 'read-job-variable-facts',
  text: (dialect) => `
    SELECT fr.state_type AS state_type, d.id AS deployment_id FROM flow_run AS fr
    LEFT JOIN deployment AS d ON d.id = fr.deployment_id
    WHERE fr.id = ${dialect.parameter(1)}`,
}

/** Reads them; undefined if there is no such run. */
export async function readJobVariableFacts(db: Db, id: string): Promise<JobVariableFacts | undefined> {
  const [row] = await db.run<JobVariableFacts>(statement, [id])
  return row
}
