import type { Db } from '../../database.ts'

/** Deletes the variable with this id; false if there is none. */
export async function deleteVariable(db: Db, id: string): Promise<boolean> {
  const deleted = await db.execute(
    db.sql.deleteFrom('variable').where('id', '=', id).returning('id').compile(),
  )
  return deleted.length > 0
}
