import type { Static } from 'typebox'
import { Anything, ListOf, Model, StrictModel, stored } from '../schema.ts'
import Type from '../type.ts'

export const SavedSearchFilter = Model('SavedSearchFilter', {
  object: Type.String(),
  property: Type.String(),
  type: Type.String(),
  operation: Type.String(),
  value: Anything(),
})
export type SavedSearchFilter = Static<typeof SavedSearchFilter>

export const SavedSearch = Model('SavedSearch', {
  ...stored,
  name: Type.String(),
  filters: ListOf(SavedSearchFilter),
})
export type SavedSearch = Static<typeof SavedSearch>

export const SavedSearchCreate = StrictModel('SavedSearchCreate', {
  name: Type.String(),
  filters: ListOf(SavedSearchFilter),
})
export type SavedSearchCreate = Static<typeof SavedSearchCreate>
