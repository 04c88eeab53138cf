import type { Static } from 'typebox'
import { DeploymentFilter, DeploymentSort } from '../filters/deployments.ts'
import { queuedRunFilters } from '../filters/groups.ts'
import {
  DeploymentBulkDeleteResponse,
  DeploymentCreate,
  DeploymentFlowRunCreate,
  DeploymentPaginationResponse,
  DeploymentResponse,
  DeploymentUpdate,
  FlowRunBulkCreateResponse,
} from '../resources/deployments.ts'
import { FlowRunResponse } from '../resources/flow-runs.ts'
import {
  DeploymentSchedule,
  DeploymentScheduleCreate,
  DeploymentScheduleUpdate,
} from '../resources/schedules.ts'
import { WorkQueue } from '../resources/work-queues.ts'
import { route } from '../route.ts'
import {
  Anything,
  BulkLimit,
  DateTime,
  Default,
  IdParams,
  Limit,
  Maybe,
  Offset,
  OrNull,
  Page,
  PlainDateTime,
  Uuid,
} from '../schema.ts'
import Type from '../type.ts'

export const BulkDeleteDeploymentsBody = Type.Object({
  deployments: Maybe(DeploymentFilter),
  limit: BulkLimit(),
})
export type BulkDeleteDeploymentsBody = Static<typeof BulkDeleteDeploymentsBody>

export const CountDeploymentsBody = Type.Object({
  ...queuedRunFilters,
})
export type CountDeploymentsBody = Static<typeof CountDeploymentsBody>

export const ReadDeploymentsBody = Type.Object({
  limit: Limit(),
  offset: Offset(),
  ...queuedRunFilters,
  sort: Default(DeploymentSort, 'NAME_ASC'),
})
export type ReadDeploymentsBody = Static<typeof ReadDeploymentsBody>

export const GetScheduledFlowRunsForDeploymentsBody = Type.Object({
  limit: Limit(),
  deployment_ids: Type.Array(Uuid()),
  scheduled_before: OrNull(DateTime()),
})
export type GetScheduledFlowRunsForDeploymentsBody = Static<typeof GetScheduledFlowRunsForDeploymentsBody>

export const PaginateDeploymentsBody = Type.Object({
  limit: Limit(),
  page: Page(),
  ...queuedRunFilters,
  sort: Default(DeploymentSort, 'NAME_ASC'),
})
export type PaginateDeploymentsBody = Static<typeof PaginateDeploymentsBody>

export const ScheduleDeploymentBody = Type.Object({
  start_time: OrNull(PlainDateTime()),
  end_time: OrNull(PlainDateTime()),
  min_time: OrNull(Type.Number({ format: 'time-delta' })),
  min_runs: OrNull(Type.Integer()),
  max_runs: OrNull(Type.Integer()),
})
export type ScheduleDeploymentBody = Static<typeof ScheduleDeploymentBody>

export const deploymentRoutes = {
  createDeployment: route({
    name: 'create_deployment',
    method: 'POST',
    path: '/deployments/',
    tags: ['Deployments'],
    summary: 'Create or update a deployment',
    body: DeploymentCreate,
    success: 200,
    response: DeploymentResponse,
  }),

  bulkDeleteDeployments: route({
    name: 'bulk_delete_deployments',
    method: 'POST',
    path: '/deployments/bulk_delete',
    tags: ['Deployments'],
    summary: 'Delete the deployments that a filter finds',
    body: BulkDeleteDeploymentsBody,
    bodyOptional: true,
    success: 200,
    response: DeploymentBulkDeleteResponse,
  }),

  countDeployments: route({
    name: 'count_deployments',
    method: 'POST',
    path: '/deployments/count',
    tags: ['Deployments'],
    summary: 'Count deployments',
    body: CountDeploymentsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Integer(),
  }),

  readDeployments: route({
    name: 'read_deployments',
    method: 'POST',
    path: '/deployments/filter',
    tags: ['Deployments'],
    summary: 'Find deployments',
    body: ReadDeploymentsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Array(DeploymentResponse),
  }),

  getScheduledFlowRunsForDeployments: route({
    name: 'get_scheduled_flow_runs_for_deployments',
    method: 'POST',
    path: '/deployments/get_scheduled_flow_runs',
    tags: ['Deployments'],
    summary: 'List the scheduled runs of deployments that are due',
    body: GetScheduledFlowRunsForDeploymentsBody,
    success: 200,
    response: Type.Array(FlowRunResponse),
  }),

  readDeploymentByName: route({
    name: 'read_deployment_by_name',
    method: 'GET',
    path: '/deployments/name/{flow_name}/{deployment_name}',
    tags: ['Deployments'],
    summary: "Read a deployment by its flow's and its own name",
    params: Type.Object({ flow_name: Type.String(), deployment_name: Type.String() }),
    success: 200,
    response: DeploymentResponse,
  }),

  paginateDeployments: route({
    name: 'paginate_deployments',
    method: 'POST',
    path: '/deployments/paginate',
    tags: ['Deployments'],
    summary: 'Find deployments, page by page',
    body: PaginateDeploymentsBody,
    bodyOptional: true,
    success: 200,
    response: DeploymentPaginationResponse,
  }),

  deleteDeployment: route({
    name: 'delete_deployment',
    method: 'DELETE',
    path: '/deployments/{id}',
    tags: ['Deployments'],
    summary: 'Delete a deployment',
    params: IdParams,
    success: 204,
  }),

  readDeployment: route({
    name: 'read_deployment',
    method: 'GET',
    path: '/deployments/{id}',
    tags: ['Deployments'],
    summary: 'Read a deployment',
    params: IdParams,
    success: 200,
    response: DeploymentResponse,
  }),

  updateDeployment: route({
    name: 'update_deployment',
    method: 'PATCH',
    path: '/deployments/{id}',
    tags: ['Deployments'],
    summary: 'Change a deployment',
    params: IdParams,
    body: DeploymentUpdate,
    success: 204,
  }),

  createFlowRunFromDeployment: route({
    name: 'create_flow_run_from_deployment',
    method: 'POST',
    path: '/deployments/{id}/create_flow_run',
    tags: ['Deployments'],
    summary: 'Start a run of a deployment',
    params: IdParams,
    body: DeploymentFlowRunCreate,
    success: 200,
    response: FlowRunResponse,
  }),

  bulkCreateFlowRunsFromDeployment: route({
    name: 'bulk_create_flow_runs_from_deployment',
    method: 'POST',
    path: '/deployments/{id}/create_flow_run/bulk',
    tags: ['Deployments'],
    summary: 'Start several runs of a deployment',
    params: IdParams,
    body: Type.Array(DeploymentFlowRunCreate),
    success: 200,
    response: FlowRunBulkCreateResponse,
  }),

  pauseDeployment: route({
    name: 'pause_deployment',
    method: 'POST',
    path: '/deployments/{id}/pause_deployment',
    tags: ['Deployments'],
    summary: 'Stop scheduling a deployment',
    params: IdParams,
    success: 200,
    response: Anything(),
  }),

  resumeDeployment: route({
    name: 'resume_deployment',
    method: 'POST',
    path: '/deployments/{id}/resume_deployment',
    tags: ['Deployments'],
    summary: 'Go on scheduling a deployment',
    params: IdParams,
    success: 200,
    response: Anything(),
  }),

  scheduleDeployment: route({
    name: 'schedule_deployment',
    method: 'POST',
    path: '/deployments/{id}/schedule',
    tags: ['Deployments'],
    summary: 'Schedule runs of a deployment now',
    params: IdParams,
    body: ScheduleDeploymentBody,
    bodyOptional: true,
    success: 200,
    response: Anything(),
  }),

  readDeploymentSchedules: route({
    name: 'read_deployment_schedules',
    method: 'GET',
    path: '/deployments/{id}/schedules',
    tags: ['Deployments'],
    summary: "List a deployment's schedules",
    params: IdParams,
    success: 200,
    response: Type.Array(DeploymentSchedule),
  }),

  createDeploymentSchedules: route({
    name: 'create_deployment_schedules',
    method: 'POST',
    path: '/deployments/{id}/schedules',
    tags: ['Deployments'],
    summary: 'Add schedules to a deployment',
    params: IdParams,
    body: Type.Array(DeploymentScheduleCreate),
    success: 201,
    response: Type.Array(DeploymentSchedule),
  }),

  deleteDeploymentSchedule: route({
    name: 'delete_deployment_schedule',
    method: 'DELETE',
    path: '/deployments/{id}/schedules/{schedule_id}',
    tags: ['Deployments'],
    summary: 'Delete a schedule',
    params: Type.Object({ id: Uuid(), schedule_id: Uuid() }),
    success: 204,
  }),

  updateDeploymentSchedule: route({
    name: 'update_deployment_schedule',
    method: 'PATCH',
    path: '/deployments/{id}/schedules/{schedule_id}',
    tags: ['Deployments'],
    summary: 'Change a schedule',
    params: Type.Object({ id: Uuid(), schedule_id: Uuid() }),
    body: DeploymentScheduleUpdate,
    success: 204,
  }),

  workQueueCheckForDeployment: route({
    name: 'work_queue_check_for_deployment',
    method: 'GET',
    path: '/deployments/{id}/work_queue_check',
    tags: ['Deployments'],
    summary: 'List the work queues that would pick a deployment up',
    deprecated: true,
    params: IdParams,
    success: 200,
    response: Type.Array(WorkQueue),
  }),
}
