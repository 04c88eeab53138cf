import type { Instant, JsonObject } from '@reeve/wire'
import type { Db } from '../../database.ts'

/** A row of `flow`. */
export interface FlowRow {
  id: string
  created: Instant
  updated: Instant
  name: string
  tags: string[]
  labels: JsonObject | null
}

/** The flow with this id. */
export async function readFlow(db: Db, id: string): Promise<FlowRow | undefined> {
  const [flow] = await db.execute(flows(db).where('id', '=', id).compile())
  return flow
}

/** The flow with this name. */
export async function readFlowByName(db: Db, name: string): Promise<FlowRow | undefined> {
  const [flow] = await db.execute(flows(db).where('name', '=', name).compile())
  return flow
}

const flows = (db: Db) => db.sql.selectFrom('flow').selectAll().$castTo<FlowRow>()
