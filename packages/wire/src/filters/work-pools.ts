import type { Static } from 'typebox'
import { AnyOf, Default, Maybe, StrictModel, Uuid } from '../schema.ts'
import Type from '../type.ts'
import { Operator } from './operator.ts'

export const WorkPoolFilterId = StrictModel('WorkPoolFilterId', {
  any_: AnyOf(Uuid()),
})
export type WorkPoolFilterId = Static<typeof WorkPoolFilterId>

export const WorkPoolFilterName = StrictModel('WorkPoolFilterName', {
  any_: AnyOf(Type.String()),
})
export type WorkPoolFilterName = Static<typeof WorkPoolFilterName>

export const WorkPoolFilterType = StrictModel('WorkPoolFilterType', {
  any_: AnyOf(Type.String()),
})
export type WorkPoolFilterType = Static<typeof WorkPoolFilterType>

export const WorkPoolFilter = StrictModel('WorkPoolFilter', {
  operator: Default(Operator, 'and_'),
  id: Maybe(WorkPoolFilterId),
  name: Maybe(WorkPoolFilterName),
  type: Maybe(WorkPoolFilterType),
})
export type WorkPoolFilter = Static<typeof WorkPoolFilter>
