import type { Static } from 'typebox'
import { FlowRunFilter, FlowRunSort } from '../filters/flow-runs.ts'
import { queuedRunFilters, runFilters } from '../filters/groups.ts'
import { WorkPoolFilter } from '../filters/work-pools.ts'
import { WorkQueueFilter } from '../filters/work-queues.ts'
import { readInstant } from '../instant.ts'
import {
  FlowRunBulkDeleteResponse,
  FlowRunCreate,
  FlowRunInput,
  FlowRunPaginationResponse,
  FlowRunResponse,
  FlowRunUpdate,
} from '../resources/flow-runs.ts'
import { DependencyResult, Graph } from '../resources/graph.ts'
import { HistoryResponse } from '../resources/history.ts'
import { FlowRunBulkSetStateResponse, OrchestrationResult } from '../resources/orchestration.ts'
import { StateCreate } from '../resources/states.ts'
import { route } from '../route.ts'
import {
  Anything,
  BulkLimit,
  Bytes,
  DateTime,
  Default,
  Dict,
  IdParams,
  Limit,
  Maybe,
  Nullable,
  Offset,
  Page,
  PlainDateTime,
  Uuid,
} from '../schema.ts'
import Type from '../type.ts'

export const BulkDeleteFlowRunsBody = Type.Object({
  flow_runs: Maybe(FlowRunFilter),
  limit: BulkLimit(),
})
export type BulkDeleteFlowRunsBody = Static<typeof BulkDeleteFlowRunsBody>

export const BulkSetFlowRunStateBody = Type.Object({
  flow_runs: Maybe(FlowRunFilter),
  state: StateCreate,
  force: Type.Boolean({ default: false }),
  limit: BulkLimit(),
})
export type BulkSetFlowRunStateBody = Static<typeof BulkSetFlowRunStateBody>

export const CountFlowRunsBody = Type.Object({
  ...queuedRunFilters,
})
export type CountFlowRunsBody = Static<typeof CountFlowRunsBody>

export const ReadFlowRunsBody = Type.Object({
  limit: Limit(),
  sort: Default(FlowRunSort, 'ID_DESC'),
  offset: Offset(),
  ...queuedRunFilters,
})
export type ReadFlowRunsBody = Static<typeof ReadFlowRunsBody>

export const FlowRunHistoryBody = Type.Object({
  history_start: DateTime(),
  history_end: DateTime(),
  history_interval_seconds: Type.Number({ format: 'time-delta' }),
  ...runFilters,
  work_pools: Maybe(WorkPoolFilter),
  work_queues: Maybe(WorkQueueFilter),
})
export type FlowRunHistoryBody = Static<typeof FlowRunHistoryBody>

export const AverageFlowRunLatenessBody = Type.Object({
  ...queuedRunFilters,
})
export type AverageFlowRunLatenessBody = Static<typeof AverageFlowRunLatenessBody>

export const PaginateFlowRunsBody = Type.Object({
  limit: Limit(),
  sort: Default(FlowRunSort, 'ID_DESC'),
  page: Page(),
  ...queuedRunFilters,
})
export type PaginateFlowRunsBody = Static<typeof PaginateFlowRunsBody>

export const CreateFlowRunInputBody = Type.Object({
  key: Type.String(),
  value: Bytes(),
  sender: Maybe(Type.String()),
})
export type CreateFlowRunInputBody = Static<typeof CreateFlowRunInputBody>

export const FilterFlowRunInputBody = Type.Object({
  prefix: Type.String(),
  limit: Type.Integer({ default: 1 }),
  exclude_keys: Type.Array(Type.String(), { default: [] }),
})
export type FilterFlowRunInputBody = Static<typeof FilterFlowRunInputBody>

export const ResumeFlowRunBody = Type.Object({
  run_input: Maybe(Dict()),
})
export type ResumeFlowRunBody = Static<typeof ResumeFlowRunBody>

export const SetFlowRunStateBody = Type.Object({
  state: StateCreate,
  force: Type.Boolean({ default: false }),
})
export type SetFlowRunStateBody = Static<typeof SetFlowRunStateBody>

export const flowRunRoutes = {
  createFlowRun: route({
    name: 'create_flow_run',
    method: 'POST',
    path: '/flow_runs/',
    tags: ['Flow Runs'],
    summary: 'Create a flow run',
    body: FlowRunCreate,
    success: 200,
    response: FlowRunResponse,
  }),

  bulkDeleteFlowRuns: route({
    name: 'bulk_delete_flow_runs',
    method: 'POST',
    path: '/flow_runs/bulk_delete',
    tags: ['Flow Runs'],
    summary: 'Delete the flow runs that a filter finds',
    body: BulkDeleteFlowRunsBody,
    bodyOptional: true,
    success: 200,
    response: FlowRunBulkDeleteResponse,
  }),

  bulkSetFlowRunState: route({
    name: 'bulk_set_flow_run_state',
    method: 'POST',
    path: '/flow_runs/bulk_set_state',
    tags: ['Flow Runs'],
    summary: 'Propose one state to the flow runs that a filter finds',
    body: BulkSetFlowRunStateBody,
    success: 200,
    response: FlowRunBulkSetStateResponse,
  }),

  countFlowRuns: route({
    name: 'count_flow_runs',
    method: 'POST',
    path: '/flow_runs/count',
    tags: ['Flow Runs'],
    summary: 'Count flow runs',
    body: CountFlowRunsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Integer(),
  }),

  readFlowRuns: route({
    name: 'read_flow_runs',
    method: 'POST',
    path: '/flow_runs/filter',
    tags: ['Flow Runs'],
    summary: 'Find flow runs',
    body: ReadFlowRunsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Array(FlowRunResponse),
  }),

  flowRunHistory: route({
    name: 'flow_run_history',
    method: 'POST',
    path: '/flow_runs/history',
    tags: ['Flow Runs'],
    summary: 'Count flow runs by state over time',
    body: FlowRunHistoryBody,
    success: 200,
    response: Type.Array(HistoryResponse),
  }),

  averageFlowRunLateness: route({
    name: 'average_flow_run_lateness',
    method: 'POST',
    path: '/flow_runs/lateness',
    tags: ['Flow Runs'],
    summary: 'Average how late flow runs started',
    body: AverageFlowRunLatenessBody,
    bodyOptional: true,
    success: 200,
    response: Nullable(Type.Number()),
  }),

  paginateFlowRuns: route({
    name: 'paginate_flow_runs',
    method: 'POST',
    path: '/flow_runs/paginate',
    tags: ['Flow Runs'],
    summary: 'Find flow runs, page by page',
    body: PaginateFlowRunsBody,
    bodyOptional: true,
    success: 200,
    response: FlowRunPaginationResponse,
  }),

  deleteFlowRun: route({
    name: 'delete_flow_run',
    method: 'DELETE',
    path: '/flow_runs/{id}',
    tags: ['Flow Runs'],
    summary: 'Delete a flow run',
    params: IdParams,
    success: 204,
  }),

  readFlowRun: route({
    name: 'read_flow_run',
    method: 'GET',
    path: '/flow_runs/{id}',
    tags: ['Flow Runs'],
    summary: 'Read a flow run',
    params: IdParams,
    success: 200,
    response: FlowRunResponse,
  }),

  updateFlowRun: route({
    name: 'update_flow_run',
    method: 'PATCH',
    path: '/flow_runs/{id}',
    tags: ['Flow Runs'],
    summary: 'Change a flow run',
    params: IdParams,
    body: FlowRunUpdate,
    success: 204,
  }),

  readFlowRunGraphV1: route({
    name: 'read_flow_run_graph_v1',
    method: 'GET',
    path: '/flow_runs/{id}/graph',
    tags: ['Flow Runs', 'Flow Run Graph'],
    summary: 'List the tasks of a flow run and what they depend on',
    params: IdParams,
    success: 200,
    response: Type.Array(DependencyResult),
  }),

  readFlowRunGraphV2: route({
    name: 'read_flow_run_graph_v2',
    method: 'GET',
    path: '/flow_runs/{id}/graph-v2',
    tags: ['Flow Runs', 'Flow Run Graph'],
    summary: 'Read the graph of a flow run',
    params: IdParams,
    query: Type.Object({ since: PlainDateTime({ default: readInstant('0001-01-01T00:00:00Z') }) }),
    success: 200,
    response: Graph,
  }),

  createFlowRunInput: route({
    name: 'create_flow_run_input',
    method: 'POST',
    path: '/flow_runs/{id}/input',
    tags: ['Flow Runs'],
    summary: 'Store an input for a flow run',
    params: IdParams,
    body: CreateFlowRunInputBody,
    success: 201,
    response: Anything(),
  }),

  filterFlowRunInput: route({
    name: 'filter_flow_run_input',
    method: 'POST',
    path: '/flow_runs/{id}/input/filter',
    tags: ['Flow Runs'],
    summary: 'Find inputs of a flow run',
    params: IdParams,
    body: FilterFlowRunInputBody,
    success: 200,
    response: Type.Array(FlowRunInput),
  }),

  deleteFlowRunInput: route({
    name: 'delete_flow_run_input',
    method: 'DELETE',
    path: '/flow_runs/{id}/input/{key}',
    tags: ['Flow Runs'],
    summary: 'Delete an input of a flow run',
    params: Type.Object({ id: Uuid(), key: Type.String() }),
    success: 204,
  }),

  readFlowRunInput: route({
    name: 'read_flow_run_input',
    method: 'GET',
    path: '/flow_runs/{id}/input/{key}',
    tags: ['Flow Runs'],
    summary: 'Read an input of a flow run',
    params: Type.Object({ id: Uuid(), key: Type.String() }),
    success: 200,
    response: Anything(),
  }),

  updateFlowRunLabels: route({
    name: 'update_flow_run_labels',
    method: 'PATCH',
    path: '/flow_runs/{id}/labels',
    tags: ['Flow Runs'],
    summary: 'Add labels to a flow run',
    params: IdParams,
    body: Dict(),
    success: 204,
  }),

  downloadLogs: route({
    name: 'download_logs',
    method: 'GET',
    path: '/flow_runs/{id}/logs/download',
    tags: ['Flow Runs'],
    summary: 'Download the logs of a flow run as CSV',
    params: IdParams,
    success: 200,
    response: Anything(),
  }),

  resumeFlowRun: route({
    name: 'resume_flow_run',
    method: 'POST',
    path: '/flow_runs/{id}/resume',
    tags: ['Flow Runs'],
    summary: 'Resume a paused flow run',
    params: IdParams,
    body: ResumeFlowRunBody,
    bodyOptional: true,
    success: 200,
    response: OrchestrationResult,
  }),

  setFlowRunState: route({
    name: 'set_flow_run_state',
    method: 'POST',
    path: '/flow_runs/{id}/set_state',
    tags: ['Flow Runs'],
    summary: 'Propose a state to a flow run',
    params: IdParams,
    body: SetFlowRunStateBody,
    success: 200,
    response: OrchestrationResult,
  }),
}
