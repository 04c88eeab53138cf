import type { Static } from 'typebox'
import { ConcurrencyLimit, ConcurrencyLimitCreate } from '../resources/concurrency-limits.ts'
import { MinimalConcurrencyLimitResponse } from '../resources/concurrency-limits-v2.ts'
import { route } from '../route.ts'
import { Anything, IdParams, Limit, Maybe, Offset, Uuid } from '../schema.ts'
import Type from '../type.ts'

export const DecrementConcurrencyLimitsV1Body = Type.Object({
  names: Type.Array(Type.String()),
  task_run_id: Uuid(),
})
export type DecrementConcurrencyLimitsV1Body = Static<typeof DecrementConcurrencyLimitsV1Body>

export const ReadConcurrencyLimitsBody = Type.Object({
  limit: Limit(),
  offset: Offset(),
})
export type ReadConcurrencyLimitsBody = Static<typeof ReadConcurrencyLimitsBody>

export const IncrementConcurrencyLimitsV1Body = Type.Object({
  names: Type.Array(Type.String()),
  task_run_id: Uuid(),
})
export type IncrementConcurrencyLimitsV1Body = Static<typeof IncrementConcurrencyLimitsV1Body>

export const ResetConcurrencyLimitByTagBody = Type.Object({
  slot_override: Maybe(Type.Array(Uuid())),
})
export type ResetConcurrencyLimitByTagBody = Static<typeof ResetConcurrencyLimitByTagBody>

export const concurrencyLimitRoutes = {
  createConcurrencyLimit: route({
    name: 'create_concurrency_limit',
    method: 'POST',
    path: '/concurrency_limits/',
    tags: ['Concurrency Limits'],
    summary: "Create or change a tag's concurrency limit",
    body: ConcurrencyLimitCreate,
    success: 200,
    response: ConcurrencyLimit,
  }),

  decrementConcurrencyLimitsV1: route({
    name: 'decrement_concurrency_limits_v1',
    method: 'POST',
    path: '/concurrency_limits/decrement',
    tags: ['Concurrency Limits'],
    summary: 'Give slots of tags back',
    body: DecrementConcurrencyLimitsV1Body,
    success: 200,
    response: Type.Array(MinimalConcurrencyLimitResponse),
  }),

  readConcurrencyLimits: route({
    name: 'read_concurrency_limits',
    method: 'POST',
    path: '/concurrency_limits/filter',
    tags: ['Concurrency Limits'],
    summary: "List tags' concurrency limits",
    body: ReadConcurrencyLimitsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Array(ConcurrencyLimit),
  }),

  incrementConcurrencyLimitsV1: route({
    name: 'increment_concurrency_limits_v1',
    method: 'POST',
    path: '/concurrency_limits/increment',
    tags: ['Concurrency Limits'],
    summary: 'Take slots of tags',
    body: IncrementConcurrencyLimitsV1Body,
    success: 200,
    response: Type.Array(MinimalConcurrencyLimitResponse),
  }),

  deleteConcurrencyLimitByTag: route({
    name: 'delete_concurrency_limit_by_tag',
    method: 'DELETE',
    path: '/concurrency_limits/tag/{tag}',
    tags: ['Concurrency Limits'],
    summary: "Delete a tag's concurrency limit",
    params: Type.Object({ tag: Type.String() }),
    success: 200,
    response: Anything(),
  }),

  readConcurrencyLimitByTag: route({
    name: 'read_concurrency_limit_by_tag',
    method: 'GET',
    path: '/concurrency_limits/tag/{tag}',
    tags: ['Concurrency Limits'],
    summary: "Read a tag's concurrency limit",
    params: Type.Object({ tag: Type.String() }),
    success: 200,
    response: ConcurrencyLimit,
  }),

  resetConcurrencyLimitByTag: route({
    name: 'reset_concurrency_limit_by_tag',
    method: 'POST',
    path: '/concurrency_limits/tag/{tag}/reset',
    tags: ['Concurrency Limits'],
    summary: "Empty a tag's slots, or set who holds them",
    params: Type.Object({ tag: Type.String() }),
    body: ResetConcurrencyLimitByTagBody,
    bodyOptional: true,
    success: 200,
    response: Anything(),
  }),

  deleteConcurrencyLimit: route({
    name: 'delete_concurrency_limit',
    method: 'DELETE',
    path: '/concurrency_limits/{id}',
    tags: ['Concurrency Limits'],
    summary: "Delete a tag's concurrency limit by its id",
    params: IdParams,
    success: 200,
    response: Anything(),
  }),

  readConcurrencyLimit: route({
    name: 'read_concurrency_limit',
    method: 'GET',
    path: '/concurrency_limits/{id}',
    tags: ['Concurrency Limits'],
    summary: "Read a tag's concurrency limit by its id",
    params: IdParams,
    success: 200,
    response: ConcurrencyLimit,
  }),
}
