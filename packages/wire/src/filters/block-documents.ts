import type { Static } from 'typebox'
import { AnyOf, Choice, Default, Maybe, Nullable, StrictModel, Uuid } from '../schema.ts'
import Type from '../type.ts'
import { Operator } from './operator.ts'

export const BlockDocumentFilterBlockTypeId = StrictModel('BlockDocumentFilterBlockTypeId', {
  any_: AnyOf(Uuid()),
})
export type BlockDocumentFilterBlockTypeId = Static<typeof BlockDocumentFilterBlockTypeId>

export const BlockDocumentFilterId = StrictModel('BlockDocumentFilterId', {
  any_: AnyOf(Uuid()),
})
export type BlockDocumentFilterId = Static<typeof BlockDocumentFilterId>

export const BlockDocumentFilterIsAnonymous = StrictModel('BlockDocumentFilterIsAnonymous', {
  eq_: Maybe(Type.Boolean()),
})
export type BlockDocumentFilterIsAnonymous = Static<typeof BlockDocumentFilterIsAnonymous>

export const BlockDocumentFilterName = StrictModel('BlockDocumentFilterName', {
  any_: AnyOf(Type.String()),
  like_: Maybe(Type.String()),
})
export type BlockDocumentFilterName = Static<typeof BlockDocumentFilterName>

export const BlockDocumentFilter = StrictModel('BlockDocumentFilter', {
  operator: Default(Operator, 'and_'),
  id: Maybe(BlockDocumentFilterId),
  is_anonymous: Nullable(BlockDocumentFilterIsAnonymous, { default: { eq_: false } }),
  block_type_id: Maybe(BlockDocumentFilterBlockTypeId),
  name: Maybe(BlockDocumentFilterName),
})
export type BlockDocumentFilter = Static<typeof BlockDocumentFilter>

export const BlockDocumentSort = Choice('BlockDocumentSort', [
  'NAME_DESC',
  'NAME_ASC',
  'BLOCK_TYPE_AND_NAME_ASC',
])
export type BlockDocumentSort = Static<typeof BlockDocumentSort>
