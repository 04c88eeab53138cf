import type { Static } from 'typebox'
import { AnyOf, Choice, DateTime, Default, Maybe, StrictModel, Uuid } from '../schema.ts'
import Type from '../type.ts'
import { Operator } from './operator.ts'

export const AutomationFilterCreated = StrictModel('AutomationFilterCreated', {
  before_: Maybe(DateTime()),
})
export type AutomationFilterCreated = Static<typeof AutomationFilterCreated>

export const AutomationFilterId = StrictModel('AutomationFilterId', {
  any_: AnyOf(Uuid()),
})
export type AutomationFilterId = Static<typeof AutomationFilterId>

export const AutomationFilterName = StrictModel('AutomationFilterName', {
  any_: AnyOf(Type.String()),
})
export type AutomationFilterName = Static<typeof AutomationFilterName>

export const AutomationFilterTags = StrictModel('AutomationFilterTags', {
  operator: Default(Operator, 'and_'),
  all_: AnyOf(Type.String()),
  any_: AnyOf(Type.String()),
  is_null_: Maybe(Type.Boolean()),
})
export type AutomationFilterTags = Static<typeof AutomationFilterTags>

export const AutomationFilter = StrictModel('AutomationFilter', {
  operator: Default(Operator, 'and_'),
  id: Maybe(AutomationFilterId),
  name: Maybe(AutomationFilterName),
  created: Maybe(AutomationFilterCreated),
  tags: Maybe(AutomationFilterTags),
})
export type AutomationFilter = Static<typeof AutomationFilter>

export const AutomationSort = Choice('AutomationSort', [
  'CREATED_DESC',
  'UPDATED_DESC',
  'NAME_ASC',
  'NAME_DESC',
])
export type AutomationSort = Static<typeof AutomationSort>
