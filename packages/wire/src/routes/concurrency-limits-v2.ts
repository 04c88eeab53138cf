import type { Static } from 'typebox'
import {
  ConcurrencyLeaseHolder,
  ConcurrencyLimitV2,
  ConcurrencyLimitV2Create,
  ConcurrencyLimitV2Update,
  ConcurrencyLimitWithLeaseResponse,
  GlobalConcurrencyLimitResponse,
  MinimalConcurrencyLimitResponse,
} from '../resources/concurrency-limits-v2.ts'
import { route } from '../route.ts'
import { Documented, Limit, Maybe, Offset, OneOf, OrNull, Uuid } from '../schema.ts'
import Type from '../type.ts'

export const BulkDecrementActiveSlotsBody = Type.Object({
  slots: Type.Integer({ exclusiveMinimum: 0 }),
  names: Documented(Type.Array(Type.String()), { min_items: 1 }),
  occupancy_seconds: Maybe(Type.Number({ exclusiveMinimum: 0 })),
  create_if_missing: OrNull(Type.Boolean({ deprecated: true })),
})
export type BulkDecrementActiveSlotsBody = Static<typeof BulkDecrementActiveSlotsBody>

export const BulkDecrementActiveSlotsWithLeaseBody = Type.Object({
  lease_id: Uuid(),
})
export type BulkDecrementActiveSlotsWithLeaseBody = Static<typeof BulkDecrementActiveSlotsWithLeaseBody>

export const ReadAllConcurrencyLimitsV2Body = Type.Object({
  limit: Limit(),
  offset: Offset(),
})
export type ReadAllConcurrencyLimitsV2Body = Static<typeof ReadAllConcurrencyLimitsV2Body>

export const BulkIncrementActiveSlotsBody = Type.Object({
  slots: Type.Integer({ exclusiveMinimum: 0 }),
  names: Documented(Type.Array(Type.String()), { min_items: 1 }),
  mode: OneOf(['concurrency', 'rate_limit'], { default: 'concurrency' }),
  create_if_missing: Maybe(Type.Boolean(), { deprecated: true }),
})
export type BulkIncrementActiveSlotsBody = Static<typeof BulkIncrementActiveSlotsBody>

export const BulkIncrementActiveSlotsWithLeaseBody = Type.Object({
  slots: Type.Integer({ exclusiveMinimum: 0 }),
  names: Documented(Type.Array(Type.String()), { min_items: 1 }),
  mode: OneOf(['concurrency', 'rate_limit'], { default: 'concurrency' }),
  lease_duration: Type.Number({ minimum: 60, maximum: 86400, default: 300 }),
  holder: Maybe(ConcurrencyLeaseHolder),
})
export type BulkIncrementActiveSlotsWithLeaseBody = Static<typeof BulkIncrementActiveSlotsWithLeaseBody>

export const RenewConcurrencyLeaseBody = Type.Object({
  lease_duration: Type.Number({ minimum: 60, maximum: 86400, default: 300 }),
})
export type RenewConcurrencyLeaseBody = Static<typeof RenewConcurrencyLeaseBody>

export const concurrencyLimitV2Routes = {
  createConcurrencyLimitV2: route({
    name: 'create_concurrency_limit_v2',
    method: 'POST',
    path: '/v2/concurrency_limits/',
    tags: ['Concurrency Limits V2'],
    summary: 'Create a concurrency limit',
    body: ConcurrencyLimitV2Create,
    success: 201,
    response: ConcurrencyLimitV2,
  }),

  bulkDecrementActiveSlots: route({
    name: 'bulk_decrement_active_slots',
    method: 'POST',
    path: '/v2/concurrency_limits/decrement',
    tags: ['Concurrency Limits V2'],
    summary: 'Give slots back',
    body: BulkDecrementActiveSlotsBody,
    success: 200,
    response: Type.Array(MinimalConcurrencyLimitResponse),
  }),

  bulkDecrementActiveSlotsWithLease: route({
    name: 'bulk_decrement_active_slots_with_lease',
    method: 'POST',
    path: '/v2/concurrency_limits/decrement-with-lease',
    tags: ['Concurrency Limits V2'],
    summary: 'Give the slots of a lease back',
    body: BulkDecrementActiveSlotsWithLeaseBody,
    success: 204,
  }),

  readAllConcurrencyLimitsV2: route({
    name: 'read_all_concurrency_limits_v2',
    method: 'POST',
    path: '/v2/concurrency_limits/filter',
    tags: ['Concurrency Limits V2'],
    summary: 'List concurrency limits',
    body: ReadAllConcurrencyLimitsV2Body,
    bodyOptional: true,
    success: 200,
    response: Type.Array(GlobalConcurrencyLimitResponse),
  }),

  bulkIncrementActiveSlots: route({
    name: 'bulk_increment_active_slots',
    method: 'POST',
    path: '/v2/concurrency_limits/increment',
    tags: ['Concurrency Limits V2'],
    summary: 'Take slots',
    body: BulkIncrementActiveSlotsBody,
    success: 200,
    response: Type.Array(MinimalConcurrencyLimitResponse),
  }),

  bulkIncrementActiveSlotsWithLease: route({
    name: 'bulk_increment_active_slots_with_lease',
    method: 'POST',
    path: '/v2/concurrency_limits/increment-with-lease',
    tags: ['Concurrency Limits V2'],
    summary: 'Take slots under a lease',
    body: BulkIncrementActiveSlotsWithLeaseBody,
    success: 200,
    response: ConcurrencyLimitWithLeaseResponse,
  }),

  renewConcurrencyLease: route({
    name: 'renew_concurrency_lease',
    method: 'POST',
    path: '/v2/concurrency_limits/leases/{lease_id}/renew',
    tags: ['Concurrency Limits V2'],
    summary: 'Prolong a lease',
    params: Type.Object({ lease_id: Uuid() }),
    body: RenewConcurrencyLeaseBody,
    bodyOptional: true,
    success: 204,
  }),

  deleteConcurrencyLimitV2: route({
    name: 'delete_concurrency_limit_v2',
    method: 'DELETE',
    path: '/v2/concurrency_limits/{id_or_name}',
    tags: ['Concurrency Limits V2'],
    summary: 'Delete a concurrency limit',
    params: Type.Object({ id_or_name: Type.Union([Uuid(), Type.String()]) }),
    success: 204,
  }),

  readConcurrencyLimitV2: route({
    name: 'read_concurrency_limit_v2',
    method: 'GET',
    path: '/v2/concurrency_limits/{id_or_name}',
    tags: ['Concurrency Limits V2'],
    summary: 'Read a concurrency limit',
    params: Type.Object({ id_or_name: Type.Union([Uuid(), Type.String()]) }),
    success: 200,
    response: GlobalConcurrencyLimitResponse,
  }),

  updateConcurrencyLimitV2: route({
    name: 'update_concurrency_limit_v2',
    method: 'PATCH',
    path: '/v2/concurrency_limits/{id_or_name}',
    tags: ['Concurrency Limits V2'],
    summary: 'Change a concurrency limit',
    params: Type.Object({ id_or_name: Type.Union([Uuid(), Type.String()]) }),
    body: ConcurrencyLimitV2Update,
    success: 204,
  }),
}
