import type { Static } from 'typebox'
import { Maybe, Model, Name, OneOf, StrictModel, stored, Uuid } from '../schema.ts'
import Type from '../type.ts'

export const ConcurrencyLeaseHolder = StrictModel('ConcurrencyLeaseHolder', {
  type: OneOf(['flow_run', 'task_run', 'deployment']),
  id: Uuid(),
})
export type ConcurrencyLeaseHolder = Static<typeof ConcurrencyLeaseHolder>

export const ConcurrencyLimitV2 = Model('ConcurrencyLimitV2', {
  ...stored,
  active: Type.Boolean({ default: true }),
  name: Name(),
  limit: Type.Integer(),
  active_slots: Type.Integer({ default: 0 }),
  denied_slots: Type.Integer({ default: 0 }),
  slot_decay_per_second: Type.Number({ default: 0 }),
  avg_slot_occupancy_seconds: Type.Number({ default: 2 }),
})
export type ConcurrencyLimitV2 = Static<typeof ConcurrencyLimitV2>

export const ConcurrencyLimitV2Create = StrictModel('ConcurrencyLimitV2Create', {
  active: Type.Boolean({ default: true }),
  name: Name(),
  limit: Type.Integer({ minimum: 0 }),
  active_slots: Type.Integer({ minimum: 0, default: 0 }),
  denied_slots: Type.Integer({ minimum: 0, default: 0 }),
  slot_decay_per_second: Type.Number({ minimum: 0, default: 0 }),
})
export type ConcurrencyLimitV2Create = Static<typeof ConcurrencyLimitV2Create>

export const ConcurrencyLimitV2Update = StrictModel('ConcurrencyLimitV2Update', {
  active: Maybe(Type.Boolean()),
  name: Maybe(Name()),
  limit: Maybe(Type.Integer({ minimum: 0 })),
  active_slots: Maybe(Type.Integer({ minimum: 0 })),
  denied_slots: Maybe(Type.Integer({ minimum: 0 })),
  slot_decay_per_second: Maybe(Type.Number({ minimum: 0 })),
})
export type ConcurrencyLimitV2Update = Static<typeof ConcurrencyLimitV2Update>

export const MinimalConcurrencyLimitResponse = Model('MinimalConcurrencyLimitResponse', {
  id: Uuid(),
  name: Type.String(),
  limit: Type.Integer(),
})
export type MinimalConcurrencyLimitResponse = Static<typeof MinimalConcurrencyLimitResponse>

export const ConcurrencyLimitWithLeaseResponse = Model('ConcurrencyLimitWithLeaseResponse', {
  lease_id: Uuid(),
  limits: Type.Array(MinimalConcurrencyLimitResponse),
})
export type ConcurrencyLimitWithLeaseResponse = Static<typeof ConcurrencyLimitWithLeaseResponse>

export const GlobalConcurrencyLimitResponse = Model('GlobalConcurrencyLimitResponse', {
  ...stored,
  active: Type.Boolean({ default: true }),
  name: Type.String(),
  limit: Type.Integer(),
  active_slots: Type.Integer(),
  slot_decay_per_second: Type.Number({ default: 2 }),
})
export type GlobalConcurrencyLimitResponse = Static<typeof GlobalConcurrencyLimitResponse>
