import type { Static } from 'typebox'
import { ListOf, Model, StrictModel, stored, Uuid } from '../schema.ts'
import Type from '../type.ts'

export const ConcurrencyLimit = Model('ConcurrencyLimit', {
  ...stored,
  tag: Type.String(),
  concurrency_limit: Type.Integer(),
  active_slots: ListOf(Uuid()),
})
export type ConcurrencyLimit = Static<typeof ConcurrencyLimit>

export const ConcurrencyLimitCreate = StrictModel('ConcurrencyLimitCreate', {
  tag: Type.String(),
  concurrency_limit: Type.Integer(),
})
export type ConcurrencyLimitCreate = Static<typeof ConcurrencyLimitCreate>
