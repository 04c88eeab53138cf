import type { Selectable } from 'kysely'
import type { Db } from '../../database.ts'
import type { Tables } from '../../schema/tables.ts'

/** A row of `flow`. */
export type FlowRow = Selectable<Tables['flow']>

/** The flow with this id. */
export async function readFlow(db: Db, id: string): Promise<FlowRow | undefined> {
  const [flow] = await db.execute(db.sql.selectFrom('flow').selectAll().where('id', '=', id).compile())
  return flow
}

/** The flow with this name. */
export async function readFlowByName(db: Db, name: string): Promise<FlowRow | undefined> {
  const [flow] = await db.execute(db.sql.selectFrom('flow').selectAll().where('name', '=', name).compile())
  return flow
}
