import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

/** A value sent to a flow run under a key. [C18] */
export interface NewFlowRunInput {
  id: string
  flow_run_id: string
  key: string
  value: string
  sender: string | null
  now: Instant
}

const statement: Statement = {
  name: 'insert-flow-run-input',
  text: (dialect) => `
    INSERT INTO flow_run_input (id, created, updated, flow_run_id, key, value, sender)
    VALUES (${[1, 2, 3, 4, 5, 6, 7].map(dialect.parameter).join(', ')})
    ON CONFLICT (flow_run_id, key) DO NOTHING RETURNING id`,
}

/** Stores an input; false if the key is taken. Throws IntegrityViolation if there is no such run. */
export async function insertFlowRunInput(db: Db, input: NewFlowRunInput): Promise<boolean> {
  const { id, flow_run_id, key, value, sender, now } = input
  const made = await db.run(statement, [id, now, now, flow_run_id, key, value, sender])
  return made.length > 0
}
