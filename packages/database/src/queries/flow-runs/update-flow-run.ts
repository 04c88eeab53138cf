import type { Instant, JsonObject } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { json } from '../../parameters.ts'

/** The columns of a flow run that a client may change directly; absent ones stay. [C9] */
export interface FlowRunChanges {
  name?: string
  flow_version?: string | null
  infrastructure_pid?: string | null
  parameters?: JsonObject
  empirical_policy?: JsonObject
  tags?: string[]
  job_variables?: JsonObject | null
}

const JSON_COLUMNS = new Set(['parameters', 'empirical_policy', 'tags', 'job_variables'])

/** Changes a run's columns; false if there is no such run. [C9] */
export async function updateFlowRun(
  db: Db,
  id: string,
  { changes, now }: { changes: FlowRunChanges; now: Instant },
): Promise<boolean> {
  const columns = Object.fromEntries(
    Object.entries(changes).map(([column, value]) => [
      column,
      JSON_COLUMNS.has(column) && value !== null ? json(value as JsonObject) : value,
    ]),
  )
  const result = await db.sql
    .updateTable('flow_run')
    .set({ ...columns, updated: now } as never)
    .where('id', '=', id as never)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
