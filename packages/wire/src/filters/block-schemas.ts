import type { Static } from 'typebox'
import { AnyOf, Default, Maybe, StrictModel, Uuid } from '../schema.ts'
import Type from '../type.ts'
import { Operator } from './operator.ts'

export const BlockSchemaFilterCapabilities = StrictModel('BlockSchemaFilterCapabilities', {
  all_: AnyOf(Type.String()),
})
export type BlockSchemaFilterCapabilities = Static<typeof BlockSchemaFilterCapabilities>

export const BlockSchemaFilterBlockTypeId = StrictModel('BlockSchemaFilterBlockTypeId', {
  any_: AnyOf(Uuid()),
})
export type BlockSchemaFilterBlockTypeId = Static<typeof BlockSchemaFilterBlockTypeId>

export const BlockSchemaFilterId = StrictModel('BlockSchemaFilterId', {
  any_: AnyOf(Uuid()),
})
export type BlockSchemaFilterId = Static<typeof BlockSchemaFilterId>

export const BlockSchemaFilterVersion = StrictModel('BlockSchemaFilterVersion', {
  any_: AnyOf(Type.String()),
})
export type BlockSchemaFilterVersion = Static<typeof BlockSchemaFilterVersion>

export const BlockSchemaFilter = StrictModel('BlockSchemaFilter', {
  operator: Default(Operator, 'and_'),
  block_type_id: Maybe(BlockSchemaFilterBlockTypeId),
  block_capabilities: Maybe(BlockSchemaFilterCapabilities),
  id: Maybe(BlockSchemaFilterId),
  version: Maybe(BlockSchemaFilterVersion),
})
export type BlockSchemaFilter = Static<typeof BlockSchemaFilter>
