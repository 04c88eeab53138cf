import type { Static } from 'typebox'
import { valueError } from '../parse/rules.ts'
import { Checked, Maybe, Model, Name, StrictModel, stored } from '../schema.ts'
import Type from '../type.ts'

export const BlockType = Model('BlockType', {
  ...stored,
  name: Name(),
  slug: Type.String(),
  logo_url: Maybe(Type.String()),
  documentation_url: Maybe(Type.String()),
  description: Maybe(Type.String()),
  code_example: Maybe(Type.String()),
  is_protected: Type.Boolean({ default: false }),
})
export type BlockType = Static<typeof BlockType>

const checkSlug = (slug: string) =>
  /^[a-z0-9-]*\n?$/.test(slug)
    ? undefined
    : valueError('Block type slug must only contain lowercase letters, numbers, and dashes.')

export const BlockTypeCreate = StrictModel('BlockTypeCreate', {
  name: Name(),
  slug: Checked(Type.String(), checkSlug),
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
