import type { Instant } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { json } from '../../parameters.ts'
import type { SavedSearchRow } from './read-saved-search.ts'

/** Adds a saved search, or replaces the filters of the one with its name; `updated` then stays. [J20] */
export async function upsertSavedSearch(
  db: Db,
  search: SavedSearchRow,
): Promise<{ id: string; created: Instant; updated: Instant }> {
  const filters = json(search.filters)
  const [saved] = await db.execute(
    db.sql
      .insertInto('saved_search')
      .values({ ...search, filters })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ filters }))
      .returning(['id', 'created', 'updated'])
      .compile(),
  )
  if (!saved) throw new Error('An upsert returned no row')
  return saved
}
