import type { Db } from '../../database.ts'
import { json } from '../../parameters.ts'
import type { FlowRow } from './read-flow.ts'

/** Adds a flow; false if its name is taken, by a row that stays as it is. [C41] */
export async function insertFlow(db: Db, flow: FlowRow): Promise<boolean> {
  const inserted = await db.execute(
    db.sql
      .insertInto('flow')
      .values({ ...flow, tags: json(flow.tags), labels: json(flow.labels) })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returning('id')
      .compile(),
  )
  return inserted.length > 0
}
