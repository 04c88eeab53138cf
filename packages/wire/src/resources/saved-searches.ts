import Type, { type Static } from 'typebox'
import { Anything, DateTime, ListOf, Model, Nullable, StrictModel, Uuid } from '../schema.ts'

export const SavedSearchFilter = Model('SavedSearchFilter', {
  object: Type.String(),
  property: Type.String(),
  type: Type.String(),
  operation: Type.String(),
  value: Anything(),
})
export type SavedSearchFilter = Static<typeof SavedSearchFilter>

export const SavedSearch = Model('SavedSearch', {
  id: Uuid(),
  created: Nullable(DateTime()),
  updated: Nullable(DateTime()),
  name: Type.String(),
  filters: ListOf(SavedSearchFilter),
})
export type SavedSearch = Static<typeof SavedSearch>

export const SavedSearchCreate = StrictModel('SavedSearchCreate', {
  name: Type.String(),
  filters: ListOf(SavedSearchFilter),
})
export type SavedSearchCreate = Static<typeof SavedSearchCreate>
