import type { Static } from 'typebox'
import { Dict, Initially, ListOf, Maybe, Model, Nullable, StrictModel, stored, Uuid } from '../schema.ts'
import Type from '../type.ts'
import { BlockType } from './block-types.ts'

export const BlockSchema = Model('BlockSchema', {
  ...stored,
  checksum: Type.String(),
  fields: Initially(Dict(), {}),
  block_type_id: Nullable(Uuid()),
  block_type: Maybe(BlockType),
  capabilities: ListOf(Type.String()),
  version: Type.String({ default: 'non-versioned' }),
})
export type BlockSchema = Static<typeof BlockSchema>

export const BlockSchemaCreate = StrictModel('BlockSchemaCreate', {
  fields: Initially(Dict(), {}),
  block_type_id: Uuid(),
  capabilities: ListOf(Type.String()),
  version: Type.String({ default: 'non-versioned' }),
})
export type BlockSchemaCreate = Static<typeof BlockSchemaCreate>
