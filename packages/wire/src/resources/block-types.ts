import Type, { type Static } from 'typebox'
import { DateTime, Maybe, Model, Name, Nullable, StrictModel, Uuid } from '../schema.ts'

export const BlockType = Model('BlockType', {
  id: Uuid(),
  created: Nullable(DateTime()),
  updated: Nullable(DateTime()),
  name: Name(),
  slug: Type.String(),
  logo_url: Maybe(Type.String()),
  documentation_url: Maybe(Type.String()),
  description: Maybe(Type.String()),
  code_example: Maybe(Type.String()),
  is_protected: Type.Boolean({ default: false }),
})
export type BlockType = Static<typeof BlockType>

export const BlockTypeCreate = StrictModel('BlockTypeCreate', {
  name: Name(),
  slug: Type.String(),
  logo_url: Maybe(Type.String()),
  documentation_url: Maybe(Type.String()),
  description: Maybe(Type.String()),
  code_example: Maybe(Type.String()),
})
export type BlockTypeCreate = Static<typeof BlockTypeCreate>

export const BlockTypeUpdate = StrictModel('BlockTypeUpdate', {
  logo_url: Maybe(Type.String()),
  documentation_url: Maybe(Type.String()),
  description: Maybe(Type.String()),
  code_example: Maybe(Type.String()),
})
export type BlockTypeUpdate = Static<typeof BlockTypeUpdate>
