import type { Static } from 'typebox'
import { WorkPoolFilter } from '../filters/work-pools.ts'
import { WorkQueueFilter } from '../filters/work-queues.ts'
import { WorkerFilter } from '../filters/workers.ts'
import {
  WorkPoolConcurrencyStatus,
  WorkPoolCreate,
  WorkPoolResponse,
  WorkPoolUpdate,
} from '../resources/work-pools.ts'
import { WorkQueueCreate, WorkQueueResponse, WorkQueueUpdate } from '../resources/work-queues.ts'
import { WorkerFlowRunResponse, WorkerResponse } from '../resources/workers.ts'
import { route } from '../route.ts'
import { DateTime, Limit, Maybe, NameParams, Offset, OrNull, Page } from '../schema.ts'
import Type from '../type.ts'

export const CountWorkPoolsBody = Type.Object({
  work_pools: Maybe(WorkPoolFilter),
})
export type CountWorkPoolsBody = Static<typeof CountWorkPoolsBody>

export const ReadWorkPoolsBody = Type.Object({
  limit: Limit(),
  work_pools: Maybe(WorkPoolFilter),
  offset: Offset(),
})
export type ReadWorkPoolsBody = Static<typeof ReadWorkPoolsBody>

export const ReadWorkPoolConcurrencyStatusBody = Type.Object({
  limit: Limit(),
  page: Page(),
  flow_run_limit: Type.Integer({ minimum: 0, maximum: 200, default: 10 }),
})
export type ReadWorkPoolConcurrencyStatusBody = Static<typeof ReadWorkPoolConcurrencyStatusBody>

export const GetScheduledFlowRunsBody = Type.Object({
  limit: Limit(),
  work_queue_names: OrNull(Type.Array(Type.String())),
  scheduled_before: OrNull(DateTime()),
  scheduled_after: OrNull(DateTime()),
})
export type GetScheduledFlowRunsBody = Static<typeof GetScheduledFlowRunsBody>

export const ReadWorkPoolQueuesBody = Type.Object({
  limit: Limit(),
  work_queues: OrNull(WorkQueueFilter),
  offset: Offset(),
})
export type ReadWorkPoolQueuesBody = Static<typeof ReadWorkPoolQueuesBody>

export const ReadWorkersBody = Type.Object({
  limit: Limit(),
  workers: Maybe(WorkerFilter),
  offset: Offset(),
})
export type ReadWorkersBody = Static<typeof ReadWorkersBody>

export const WorkerHeartbeatBody = Type.Object({
  name: Type.String(),
  heartbeat_interval_seconds: Maybe(Type.Integer()),
})
export type WorkerHeartbeatBody = Static<typeof WorkerHeartbeatBody>

export const workPoolRoutes = {
  createWorkPool: route({
    name: 'create_work_pool',
    method: 'POST',
    path: '/work_pools/',
    tags: ['Work Pools'],
    summary: 'Create a work pool',
    body: WorkPoolCreate,
    success: 201,
    response: WorkPoolResponse,
  }),

  countWorkPools: route({
    name: 'count_work_pools',
    method: 'POST',
    path: '/work_pools/count',
    tags: ['Work Pools'],
    summary: 'Count work pools',
    body: CountWorkPoolsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Integer(),
  }),

  readWorkPools: route({
    name: 'read_work_pools',
    method: 'POST',
    path: '/work_pools/filter',
    tags: ['Work Pools'],
    summary: 'Find work pools',
    body: ReadWorkPoolsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Array(WorkPoolResponse),
  }),

  deleteWorkPool: route({
    name: 'delete_work_pool',
    method: 'DELETE',
    path: '/work_pools/{name}',
    tags: ['Work Pools'],
    summary: 'Delete a work pool',
    params: NameParams,
    success: 204,
  }),

  readWorkPool: route({
    name: 'read_work_pool',
    method: 'GET',
    path: '/work_pools/{name}',
    tags: ['Work Pools'],
    summary: 'Read a work pool',
    params: NameParams,
    success: 200,
    response: WorkPoolResponse,
  }),

  updateWorkPool: route({
    name: 'update_work_pool',
    method: 'PATCH',
    path: '/work_pools/{name}',
    tags: ['Work Pools'],
    summary: 'Change a work pool',
    params: NameParams,
    body: WorkPoolUpdate,
    success: 204,
  }),

  readWorkPoolConcurrencyStatus: route({
    name: 'read_work_pool_concurrency_status',
    method: 'POST',
    path: '/work_pools/{name}/concurrency_status',
    tags: ['Work Pools'],
    summary: "Show who holds a work pool's slots",
    params: NameParams,
    body: ReadWorkPoolConcurrencyStatusBody,
    bodyOptional: true,
    success: 200,
    response: WorkPoolConcurrencyStatus,
  }),

  getScheduledFlowRuns: route({
    name: 'get_scheduled_flow_runs',
    method: 'POST',
    path: '/work_pools/{name}/get_scheduled_flow_runs',
    tags: ['Work Pools'],
    summary: 'Hand a worker the runs that are due',
    params: NameParams,
    body: GetScheduledFlowRunsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Array(WorkerFlowRunResponse),
  }),

  createWorkQueue: route({
    name: 'create_work_queue',
    method: 'POST',
    path: '/work_pools/{work_pool_name}/queues',
    tags: ['Work Pools'],
    summary: 'Create a queue in a work pool',
    params: Type.Object({ work_pool_name: Type.String() }),
    body: WorkQueueCreate,
    success: 201,
    response: WorkQueueResponse,
  }),

  readWorkQueues: route({
    name: 'read_work_queues',
    method: 'POST',
    path: '/work_pools/{work_pool_name}/queues/filter',
    tags: ['Work Pools'],
    summary: 'Find queues of a work pool',
    params: Type.Object({ work_pool_name: Type.String() }),
    body: ReadWorkPoolQueuesBody,
    bodyOptional: true,
    success: 200,
    response: Type.Array(WorkQueueResponse),
  }),

  deleteWorkQueue: route({
    name: 'delete_work_queue',
    method: 'DELETE',
    path: '/work_pools/{work_pool_name}/queues/{name}',
    tags: ['Work Pools'],
    summary: 'Delete a queue of a work pool',
    params: Type.Object({ work_pool_name: Type.String(), name: Type.String() }),
    success: 204,
  }),

  readWorkQueue: route({
    name: 'read_work_queue',
    method: 'GET',
    path: '/work_pools/{work_pool_name}/queues/{name}',
    tags: ['Work Pools'],
    summary: 'Read a queue of a work pool',
    params: Type.Object({ work_pool_name: Type.String(), name: Type.String() }),
    success: 200,
    response: WorkQueueResponse,
  }),

  updateWorkQueue: route({
    name: 'update_work_queue',
    method: 'PATCH',
    path: '/work_pools/{work_pool_name}/queues/{name}',
    tags: ['Work Pools'],
    summary: 'Change a queue of a work pool',
    params: Type.Object({ work_pool_name: Type.String(), name: Type.String() }),
    body: WorkQueueUpdate,
    success: 204,
  }),

  readWorkers: route({
    name: 'read_workers',
    method: 'POST',
    path: '/work_pools/{work_pool_name}/workers/filter',
    tags: ['Work Pools'],
    summary: 'Find workers of a work pool',
    params: Type.Object({ work_pool_name: Type.String() }),
    body: ReadWorkersBody,
    bodyOptional: true,
    success: 200,
    response: Type.Array(WorkerResponse),
  }),

  workerHeartbeat: route({
    name: 'worker_heartbeat',
    method: 'POST',
    path: '/work_pools/{work_pool_name}/workers/heartbeat',
    tags: ['Work Pools'],
    summary: 'Report that a worker is alive',
    params: Type.Object({ work_pool_name: Type.String() }),
    body: WorkerHeartbeatBody,
    success: 204,
  }),

  deleteWorker: route({
    name: 'delete_worker',
    method: 'DELETE',
    path: '/work_pools/{work_pool_name}/workers/{name}',
    tags: ['Work Pools'],
    summary: 'Forget a worker',
    params: Type.Object({ work_pool_name: Type.String(), name: Type.String() }),
    success: 204,
  }),
}
