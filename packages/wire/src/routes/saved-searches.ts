import type { Static } from 'typebox'
import { SavedSearch, SavedSearchCreate } from '../resources/saved-searches.ts'
import { route } from '../route.ts'
import { IdParams, Limit, Offset } from '../schema.ts'
import Type from '../type.ts'

export const ReadSavedSearchesBody = Type.Object({
  limit: Limit(),
  offset: Offset(),
})
export type ReadSavedSearchesBody = Static<typeof ReadSavedSearchesBody>

export const savedSearchRoutes = {
  createSavedSearch: route({
    name: 'create_saved_search',
    method: 'PUT',
    path: '/saved_searches/',
    tags: ['SavedSearches'],
    summary: 'Create or replace a saved search',
    body: SavedSearchCreate,
    success: 200,
    response: SavedSearch,
  }),

  readSavedSearches: route({
    name: 'read_saved_searches',
    method: 'POST',
    path: '/saved_searches/filter',
    tags: ['SavedSearches'],
    summary: 'List saved searches',
    body: ReadSavedSearchesBody,
    bodyOptional: true,
    success: 200,
    response: Type.Array(SavedSearch),
  }),

  deleteSavedSearch: route({
    name: 'delete_saved_search',
    method: 'DELETE',
    path: '/saved_searches/{id}',
    tags: ['SavedSearches'],
    summary: 'Delete a saved search',
    params: IdParams,
    success: 204,
  }),

  readSavedSearch: route({
    name: 'read_saved_search',
    method: 'GET',
    path: '/saved_searches/{id}',
    tags: ['SavedSearches'],
    summary: 'Read a saved search',
    params: IdParams,
    success: 200,
    response: SavedSearch,
  }),
}
