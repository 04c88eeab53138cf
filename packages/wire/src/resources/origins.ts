import type { Static } from 'typebox'
import { Maybe, Model, Uuid } from '../schema.ts'
import Type from '../type.ts'

export const CreatedBy = Model('CreatedBy', {
  id: Maybe(Uuid()),
  type: Maybe(Type.String()),
  display_value: Maybe(Type.String()),
})
export type CreatedBy = Static<typeof CreatedBy>

export const UpdatedBy = Model('UpdatedBy', {
  id: Maybe(Uuid()),
  type: Maybe(Type.String()),
  display_value: Maybe(Type.String()),
})
export type UpdatedBy = Static<typeof UpdatedBy>
