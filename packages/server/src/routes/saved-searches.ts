import { deleteSavedSearch } from '@reeve/database/queries/saved-searches/delete-saved-search'
import { listSavedSearches } from '@reeve/database/queries/saved-searches/list-saved-searches'
import { readSavedSearch } from '@reeve/database/queries/saved-searches/read-saved-search'
import { savedSearchRoutes as routes } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'
import { requireRow } from '../operations/require-row.ts'
import { saveSearch } from '../operations/save-search.ts'
import { pageLimit } from './paging.ts'

/** Saved searches. */
export const savedSearchBindings: readonly BoundRoute[] = [
  bind(routes.createSavedSearch, (ctx, { body }) => saveSearch(ctx, body)),
  bind(routes.readSavedSearch, async (ctx, { params }) =>
    requireRow(await readSavedSearch(ctx.database.quick, params.id), 'Saved search not found'),
  ),
  bind(routes.readSavedSearches, (ctx, { body }) =>
    listSavedSearches(ctx.database.reader, { limit: pageLimit(ctx, body.limit), offset: body.offset }),
  ),
  bind(routes.deleteSavedSearch, async (ctx, { params }) =>
    requireRow(await ctx.database.write((db) => deleteSavedSearch(db, params.id)), 'Saved search not found'),
  ),
]
