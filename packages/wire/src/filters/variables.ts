import type { Static } from 'typebox'
import { AnyOf, Choice, Default, Maybe, StrictModel, Uuid } from '../schema.ts'
import Type from '../type.ts'
import { Operator } from './operator.ts'

export const VariableFilterId = StrictModel('VariableFilterId', {
  any_: AnyOf(Uuid()),
})
export type VariableFilterId = Static<typeof VariableFilterId>

export const VariableFilterName = StrictModel('VariableFilterName', {
  any_: AnyOf(Type.String()),
  like_: Maybe(Type.String()),
})
export type VariableFilterName = Static<typeof VariableFilterName>

export const VariableFilterTags = StrictModel('VariableFilterTags', {
  operator: Default(Operator, 'and_'),
  all_: AnyOf(Type.String()),
  is_null_: Maybe(Type.Boolean()),
})
export type VariableFilterTags = Static<typeof VariableFilterTags>

export const VariableFilter = StrictModel('VariableFilter', {
  operator: Default(Operator, 'and_'),
  id: Maybe(VariableFilterId),
  name: Maybe(VariableFilterName),
  tags: Maybe(VariableFilterTags),
})
export type VariableFilter = Static<typeof VariableFilter>

export const VariableSort = Choice('VariableSort', ['CREATED_DESC', 'UPDATED_DESC', 'NAME_DESC', 'NAME_ASC'])
export type VariableSort = Static<typeof VariableSort>
