import type { Static } from 'typebox'
import { runFilters, unsentRunFilters } from '../filters/groups.ts'
import { TaskRunSort } from '../filters/task-runs.ts'
import { HistoryResponse } from '../resources/history.ts'
import { OrchestrationResult } from '../resources/orchestration.ts'
import { StateCreate } from '../resources/states.ts'
import { TaskRun, TaskRunCreate, TaskRunPaginationResponse, TaskRunUpdate } from '../resources/task-runs.ts'
import { route } from '../route.ts'
import { DateTime, Default, IdParams, Limit, Offset, Page } from '../schema.ts'
import Type from '../type.ts'

export const CountTaskRunsBody = Type.Object({
  ...unsentRunFilters,
})
export type CountTaskRunsBody = Static<typeof CountTaskRunsBody>

export const ReadTaskRunsBody = Type.Object({
  limit: Limit(),
  sort: Default(TaskRunSort, 'ID_DESC'),
  offset: Offset(),
  ...runFilters,
})
export type ReadTaskRunsBody = Static<typeof ReadTaskRunsBody>

export const TaskRunHistoryBody = Type.Object({
  history_start: DateTime(),
  history_end: DateTime(),
  history_interval_seconds: Type.Number({ format: 'time-delta' }),
  ...unsentRunFilters,
})
export type TaskRunHistoryBody = Static<typeof TaskRunHistoryBody>

export const PaginateTaskRunsBody = Type.Object({
  limit: Limit(),
  sort: Default(TaskRunSort, 'ID_DESC'),
  page: Page(),
  ...runFilters,
})
export type PaginateTaskRunsBody = Static<typeof PaginateTaskRunsBody>

export const SetTaskRunStateBody = Type.Object({
  state: StateCreate,
  force: Type.Boolean({ default: false }),
})
export type SetTaskRunStateBody = Static<typeof SetTaskRunStateBody>

export const taskRunRoutes = {
  createTaskRun: route({
    name: 'create_task_run',
    method: 'POST',
    path: '/task_runs/',
    tags: ['Task Runs'],
    summary: 'Create a task run',
    body: TaskRunCreate,
    success: 200,
    response: TaskRun,
  }),

  countTaskRuns: route({
    name: 'count_task_runs',
    method: 'POST',
    path: '/task_runs/count',
    tags: ['Task Runs'],
    summary: 'Count task runs',
    body: CountTaskRunsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Integer(),
  }),

  readTaskRuns: route({
    name: 'read_task_runs',
    method: 'POST',
    path: '/task_runs/filter',
    tags: ['Task Runs'],
    summary: 'Find task runs',
    body: ReadTaskRunsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Array(TaskRun),
  }),

  taskRunHistory: route({
    name: 'task_run_history',
    method: 'POST',
    path: '/task_runs/history',
    tags: ['Task Runs'],
    summary: 'Count task runs by state over time',
    body: TaskRunHistoryBody,
    success: 200,
    response: Type.Array(HistoryResponse),
  }),

  paginateTaskRuns: route({
    name: 'paginate_task_runs',
    method: 'POST',
    path: '/task_runs/paginate',
    tags: ['Task Runs'],
    summary: 'Find task runs, page by page',
    body: PaginateTaskRunsBody,
    bodyOptional: true,
    success: 200,
    response: TaskRunPaginationResponse,
  }),

  deleteTaskRun: route({
    name: 'delete_task_run',
    method: 'DELETE',
    path: '/task_runs/{id}',
    tags: ['Task Runs'],
    summary: 'Delete a task run',
    params: IdParams,
    success: 204,
  }),

  readTaskRun: route({
    name: 'read_task_run',
    method: 'GET',
    path: '/task_runs/{id}',
    tags: ['Task Runs'],
    summary: 'Read a task run',
    params: IdParams,
    success: 200,
    response: TaskRun,
  }),

  updateTaskRun: route({
    name: 'update_task_run',
    method: 'PATCH',
    path: '/task_runs/{id}',
    tags: ['Task Runs'],
    summary: 'Change a task run',
    params: IdParams,
    body: TaskRunUpdate,
    success: 204,
  }),

  setTaskRunState: route({
    name: 'set_task_run_state',
    method: 'POST',
    path: '/task_runs/{id}/set_state',
    tags: ['Task Runs'],
    summary: 'Propose a state to a task run',
    params: IdParams,
    body: SetTaskRunStateBody,
    success: 200,
    response: OrchestrationResult,
  }),
}
