import Type, { type Static } from 'typebox'
import { DateTime, ListOf, Model, Nullable, StrictModel, Uuid } from '../schema.ts'

export const ConcurrencyLimit = Model('ConcurrencyLimit', {
  id: Uuid(),
  created: Nullable(DateTime()),
  updated: Nullable(DateTime()),
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
