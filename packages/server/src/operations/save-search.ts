import type { SavedSearchRow } from '@reeve/database/queries/saved-searches/read-saved-search'
import { upsertSavedSearch } from '@reeve/database/queries/saved-searches/upsert-saved-search'
import type { SavedSearchCreate } from '@reeve/wire'
import type { Context } from '../context.ts'
import { type Answer, createdOrFound } from '../http/bind.ts'

/** Adds a saved search, or replaces the filters of the one with its name. [J20] */
export async function saveSearch(ctx: Context, body: SavedSearchCreate): Promise<Answer> {
  const now = ctx.clock.now()
  const search: SavedSearchRow = { id: ctx.ids.next(), created: now, updated: now, ...body }
  const saved = await ctx.database.write((db) => upsertSavedSearch(db, search))
  return createdOrFound(saved.id === search.id, { ...search, ...saved })
}
