import type { Selectable } from 'kysely'
import type { Db } from '../../database.ts'
import type { Tables } from '../../schema/tables.ts'

/** A row of `saved_search`. */
export type SavedSearchRow = Selectable<Tables['saved_search']>

/** The saved search with this id. */
export async function readSavedSearch(db: Db, id: string): Promise<SavedSearchRow | undefined> {
  const [search] = await db.execute(
    db.sql.selectFrom('saved_search').selectAll().where('id', '=', id).compile(),
  )
  return search
}
