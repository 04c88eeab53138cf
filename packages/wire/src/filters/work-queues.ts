import type { Static } from 'typebox'
import { AnyOf, Default, Maybe, StrictModel, Uuid } from '../schema.ts'
import Type from '../type.ts'
import { Operator } from './operator.ts'

export const WorkQueueFilterId = StrictModel('WorkQueueFilterId', {
  any_: AnyOf(Uuid()),
})
export type WorkQueueFilterId = Static<typeof WorkQueueFilterId>

export const WorkQueueFilterName = StrictModel('WorkQueueFilterName', {
  any_: AnyOf(Type.String()),
  startswith_: AnyOf(Type.String()),
})
export type WorkQueueFilterName = Static<typeof WorkQueueFilterName>

export const WorkQueueFilter = StrictModel('WorkQueueFilter', {
  operator: Default(Operator, 'and_'),
  id: Maybe(WorkQueueFilterId),
  name: Maybe(WorkQueueFilterName),
})
export type WorkQueueFilter = Static<typeof WorkQueueFilter>
