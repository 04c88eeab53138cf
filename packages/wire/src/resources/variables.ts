import Type, { type Static } from 'typebox'
import { Anything, DateTime, Dict, ListOf, Maybe, Model, Nullable, StrictModel, Uuid } from '../schema.ts'

export const Variable = Model('Variable', {
  id: Uuid(),
  created: Nullable(DateTime()),
  updated: Nullable(DateTime()),
  name: Type.String({ maxLength: 255 }),
  value: Nullable(
    Type.Union([
      Type.String(),
      Type.Integer(),
      Type.Boolean(),
      Type.Number(),
      Dict(),
      Type.Array(Anything()),
    ]),
  ),
  tags: ListOf(Type.String()),
})
export type Variable = Static<typeof Variable>

export const VariableCreate = StrictModel('VariableCreate', {
  name: Type.String({ maxLength: 255 }),
  value: Nullable(
    Type.Union([
      Type.String(),
      Type.Integer(),
      Type.Boolean(),
      Type.Number(),
      Dict(),
      Type.Array(Anything()),
    ]),
  ),
  tags: ListOf(Type.String()),
})
export type VariableCreate = Static<typeof VariableCreate>

export const VariableUpdate = StrictModel('VariableUpdate', {
  name: Maybe(Type.String({ maxLength: 255 })),
  value: Maybe(
    Type.Union([
      Type.String(),
      Type.Integer(),
      Type.Boolean(),
      Type.Number(),
      Dict(),
      Type.Array(Anything()),
    ]),
  ),
  tags: Maybe(Type.Array(Type.String())),
})
export type VariableUpdate = Static<typeof VariableUpdate>
