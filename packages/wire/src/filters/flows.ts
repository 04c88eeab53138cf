import type { Static } from 'typebox'
import { AnyOf, Choice, Default, Maybe, StrictModel, Uuid } from '../schema.ts'
import Type from '../type.ts'
import { Operator } from './operator.ts'

export const FlowFilterDeployment = StrictModel('FlowFilterDeployment', {
  operator: Default(Operator, 'and_'),
  is_null_: Maybe(Type.Boolean()),
})
export type FlowFilterDeployment = Static<typeof FlowFilterDeployment>

export const FlowFilterId = StrictModel('FlowFilterId', {
  any_: AnyOf(Uuid()),
  not_any_: AnyOf(Uuid()),
})
export type FlowFilterId = Static<typeof FlowFilterId>

export const FlowFilterName = StrictModel('FlowFilterName', {
  any_: AnyOf(Type.String()),
  like_: Maybe(Type.String()),
})
export type FlowFilterName = Static<typeof FlowFilterName>

export const FlowFilterTags = StrictModel('FlowFilterTags', {
  operator: Default(Operator, 'and_'),
  all_: AnyOf(Type.String()),
  is_null_: Maybe(Type.Boolean()),
})
export type FlowFilterTags = Static<typeof FlowFilterTags>

export const FlowFilter = StrictModel('FlowFilter', {
  operator: Default(Operator, 'and_'),
  id: Maybe(FlowFilterId),
  deployment: Maybe(FlowFilterDeployment),
  name: Maybe(FlowFilterName),
  tags: Maybe(FlowFilterTags),
})
export type FlowFilter = Static<typeof FlowFilter>

export const FlowSort = Choice('FlowSort', ['CREATED_DESC', 'UPDATED_DESC', 'NAME_ASC', 'NAME_DESC'])
export type FlowSort = Static<typeof FlowSort>
