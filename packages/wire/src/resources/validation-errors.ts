import type { Static } from 'typebox'
import { Anything, Dict, Model } from '../schema.ts'
import Type from '../type.ts'

export const ValidationError = Model('ValidationError', {
  ctx: Type.Optional(Dict()),
  input: Type.Optional(Anything()),
  loc: Type.Array(Type.Union([Type.String(), Type.Integer()])),
  msg: Type.String(),
  type: Type.String(),
})
export type ValidationError = Static<typeof ValidationError>

export const HTTPValidationError = Model('HTTPValidationError', {
  detail: Type.Optional(Type.Array(ValidationError)),
})
export type HTTPValidationError = Static<typeof HTTPValidationError>
