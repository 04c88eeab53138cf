import type { Static } from 'typebox'
import { WorkQueueFilter } from '../filters/work-queues.ts'
import { FlowRunResponse } from '../resources/flow-runs.ts'
import {
  WorkQueueConcurrencyStatus,
  WorkQueueCreate,
  WorkQueueResponse,
  WorkQueueStatusDetail,
  WorkQueueUpdate,
} from '../resources/work-queues.ts'
import { ApiVersionHeaders, route } from '../route.ts'
import { DateTime, IdParams, Limit, Maybe, NameParams, Nullable, Offset, OrNull, Page } from '../schema.ts'
import Type from '../type.ts'

export const ReadWorkQueuesBody = Type.Object({
  limit: Limit(),
  offset: Offset(),
  work_queues: Maybe(WorkQueueFilter),
})
export type ReadWorkQueuesBody = Static<typeof ReadWorkQueuesBody>

export const ReadWorkQueueConcurrencyStatusBody = Type.Object({
  limit: Limit(),
  page: Page(),
})
export type ReadWorkQueueConcurrencyStatusBody = Static<typeof ReadWorkQueueConcurrencyStatusBody>

export const ReadWorkQueueRunsBody = Type.Object({
  limit: Limit(),
  scheduled_before: OrNull(DateTime()),
})
export type ReadWorkQueueRunsBody = Static<typeof ReadWorkQueueRunsBody>

export const workQueueRoutes = {
  createWorkQueue: route({
    name: 'create_work_queue',
    method: 'POST',
    path: '/work_queues/',
    tags: ['Work Queues'],
    summary: 'Create a work queue',
    body: WorkQueueCreate,
    success: 201,
    response: WorkQueueResponse,
  }),

  readWorkQueues: route({
    name: 'read_work_queues',
    method: 'POST',
    path: '/work_queues/filter',
    tags: ['Work Queues'],
    summary: 'Find work queues',
    body: ReadWorkQueuesBody,
    bodyOptional: true,
    success: 200,
    response: Type.Array(WorkQueueResponse),
  }),

  readWorkQueueByName: route({
    name: 'read_work_queue_by_name',
    method: 'GET',
    path: '/work_queues/name/{name}',
    tags: ['Work Queues'],
    summary: 'Read a work queue by its name',
    params: NameParams,
    success: 200,
    response: WorkQueueResponse,
  }),

  deleteWorkQueue: route({
    name: 'delete_work_queue',
    method: 'DELETE',
    path: '/work_queues/{id}',
    tags: ['Work Queues'],
    summary: 'Delete a work queue',
    params: IdParams,
    success: 204,
  }),

  readWorkQueue: route({
    name: 'read_work_queue',
    method: 'GET',
    path: '/work_queues/{id}',
    tags: ['Work Queues'],
    summary: 'Read a work queue',
    params: IdParams,
    success: 200,
    response: WorkQueueResponse,
  }),

  updateWorkQueue: route({
    name: 'update_work_queue',
    method: 'PATCH',
    path: '/work_queues/{id}',
    tags: ['Work Queues'],
    summary: 'Change a work queue',
    params: IdParams,
    body: WorkQueueUpdate,
    success: 204,
  }),

  readWorkQueueConcurrencyStatus: route({
    name: 'read_work_queue_concurrency_status',
    method: 'POST',
    path: '/work_queues/{id}/concurrency_status',
    tags: ['Work Queues'],
    summary: "Show who holds a work queue's slots",
    params: IdParams,
    body: ReadWorkQueueConcurrencyStatusBody,
    bodyOptional: true,
    success: 200,
    response: WorkQueueConcurrencyStatus,
  }),

  readWorkQueueRuns: route({
    name: 'read_work_queue_runs',
    method: 'POST',
    path: '/work_queues/{id}/get_runs',
    tags: ['Work Queues'],
    summary: 'List the runs of a work queue that are due',
    params: IdParams,
    headers: Type.Object({
      ...ApiVersionHeaders.properties,
      'x-prefect-ui': Nullable(Type.Boolean(), { default: false }),
    }),
    body: ReadWorkQueueRunsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Array(FlowRunResponse),
  }),

  readWorkQueueStatus: route({
    name: 'read_work_queue_status',
    method: 'GET',
    path: '/work_queues/{id}/status',
    tags: ['Work Queues'],
    summary: 'Tell whether a work queue is healthy',
    params: IdParams,
    success: 200,
    response: WorkQueueStatusDetail,
  }),
}
