import type { Db } from '../../database.ts'

/** Deletes the saved search with this id and returns it as far as that; undefined if there is none. */
export async function deleteSavedSearch(db: Db, id: string): Promise<{ id: string } | undefined> {
  const [deleted] = await db.execute(
    db.sql.deleteFrom('saved_search').where('id', '=', id).returning('id').compile(),
  )
  return deleted
}
