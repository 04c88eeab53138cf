import type { Static } from 'typebox'
import { DeploymentFilter } from '../filters/deployments.ts'
import { FlowRunFilter, FlowRunSort } from '../filters/flow-runs.ts'
import { FlowFilter } from '../filters/flows.ts'
import { runFilters, unsentRunFilters } from '../filters/groups.ts'
import { TaskRunFilter } from '../filters/task-runs.ts'
import { WorkPoolFilter } from '../filters/work-pools.ts'
import { WorkQueueFilter } from '../filters/work-queues.ts'
import {
  CountByState,
  SchemaValuesValidationResponse,
  SimpleFlowRun,
  SimpleNextFlowRun,
  TaskRunCount,
  UITaskRun,
} from '../resources/ui.ts'
import { route } from '../route.ts'
import {
  ById,
  Default,
  Dict,
  Documented,
  IdParams,
  Maybe,
  Nullable,
  Offset,
  OrNull,
  Uuid,
} from '../schema.ts'
import Type from '../type.ts'

export const CountTaskRunsByFlowRunBody = Type.Object({
  flow_run_ids: Documented(Type.Array(Uuid()), { max_items: 200 }),
})
export type CountTaskRunsByFlowRunBody = Static<typeof CountTaskRunsByFlowRunBody>

export const ReadFlowRunHistoryBody = Type.Object({
  sort: Default(FlowRunSort, 'EXPECTED_START_TIME_DESC'),
  limit: Type.Integer({ maximum: 1000, default: 1000 }),
  offset: Offset(),
  ...unsentRunFilters,
  work_pools: OrNull(WorkPoolFilter),
})
export type ReadFlowRunHistoryBody = Static<typeof ReadFlowRunHistoryBody>

export const CountDeploymentsByFlowBody = Type.Object({
  flow_ids: Documented(Type.Array(Uuid()), { max_items: 200 }),
})
export type CountDeploymentsByFlowBody = Static<typeof CountDeploymentsByFlowBody>

export const NextRunsByFlowBody = Type.Object({
  flow_ids: Documented(Type.Array(Uuid()), { max_items: 200 }),
})
export type NextRunsByFlowBody = Static<typeof NextRunsByFlowBody>

export const ValidateObjBody = Type.Object({
  schema: Dict(),
  values: Dict(),
})
export type ValidateObjBody = Static<typeof ValidateObjBody>

export const ReadTaskRunCountsByStateBody = Type.Object({
  ...runFilters,
})
export type ReadTaskRunCountsByStateBody = Static<typeof ReadTaskRunCountsByStateBody>

export const ReadDashboardTaskRunCountsBody = Type.Object({
  task_runs: TaskRunFilter,
  flows: Maybe(FlowFilter),
  flow_runs: Maybe(FlowRunFilter),
  deployments: Maybe(DeploymentFilter),
  work_pools: Maybe(WorkPoolFilter),
  work_queues: Maybe(WorkQueueFilter),
})
export type ReadDashboardTaskRunCountsBody = Static<typeof ReadDashboardTaskRunCountsBody>

export const uiRoutes = {
  countTaskRunsByFlowRun: route({
    name: 'count_task_runs_by_flow_run',
    method: 'POST',
    path: '/ui/flow_runs/count-task-runs',
    tags: ['Flow Runs', 'UI'],
    summary: 'Count the task runs of flow runs',
    body: CountTaskRunsByFlowRunBody,
    success: 200,
    response: ById(Type.Integer()),
  }),

  readFlowRunHistory: route({
    name: 'read_flow_run_history',
    method: 'POST',
    path: '/ui/flow_runs/history',
    tags: ['Flow Runs', 'UI'],
    summary: 'List flow runs for the chart of runs',
    body: ReadFlowRunHistoryBody,
    bodyOptional: true,
    success: 200,
    response: Type.Array(SimpleFlowRun),
  }),

  countDeploymentsByFlow: route({
    name: 'count_deployments_by_flow',
    method: 'POST',
    path: '/ui/flows/count-deployments',
    tags: ['Flows', 'UI'],
    summary: 'Count the deployments of flows',
    body: CountDeploymentsByFlowBody,
    success: 200,
    response: ById(Type.Integer()),
  }),

  nextRunsByFlow: route({
    name: 'next_runs_by_flow',
    method: 'POST',
    path: '/ui/flows/next-runs',
    tags: ['Flows', 'UI'],
    summary: 'Find the next run of flows',
    body: NextRunsByFlowBody,
    success: 200,
    response: ById(Nullable(SimpleNextFlowRun)),
  }),

  validateObj: route({
    name: 'validate_obj',
    method: 'POST',
    path: '/ui/schemas/validate',
    tags: ['UI', 'Schemas'],
    summary: 'Check values against a parameter schema',
    body: ValidateObjBody,
    success: 200,
    response: SchemaValuesValidationResponse,
  }),

  readTaskRunCountsByState: route({
    name: 'read_task_run_counts_by_state',
    method: 'POST',
    path: '/ui/task_runs/count',
    tags: ['Task Runs', 'UI'],
    summary: 'Count task runs by state',
    body: ReadTaskRunCountsByStateBody,
    bodyOptional: true,
    success: 200,
    response: CountByState,
  }),

  readDashboardTaskRunCounts: route({
    name: 'read_dashboard_task_run_counts',
    method: 'POST',
    path: '/ui/task_runs/dashboard/counts',
    tags: ['Task Runs', 'UI'],
    summary: 'Count finished and failed task runs over time',
    body: ReadDashboardTaskRunCountsBody,
    success: 200,
    response: Type.Array(TaskRunCount),
  }),

  readTaskRunWithFlowRunName: route({
    name: 'read_task_run_with_flow_run_name',
    method: 'GET',
    path: '/ui/task_runs/{id}',
    tags: ['Task Runs', 'UI'],
    summary: 'Read a task run with the name of its flow run',
    params: IdParams,
    success: 200,
    response: UITaskRun,
  }),
}
