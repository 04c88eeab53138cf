import type { Db } from '../../database.ts'
import type { SavedSearchRow } from './read-saved-search.ts'

/** Saved searches by name. [J20] */
export const listSavedSearches = (
  db: Db,
  page: { readonly limit: number; readonly offset: number },
): Promise<SavedSearchRow[]> =>
  db.execute(
    db.sql
      .selectFrom('saved_search')
      .selectAll()
      .orderBy('name')
      .limit(page.limit)
      .offset(page.offset)
      .compile(),
  )
