import Type, { type Static } from 'typebox'
import {
  DateTime,
  DictOf,
  Initially,
  Labels,
  ListOf,
  Maybe,
  Model,
  Nullable,
  Present,
  StrictModel,
  Uuid,
} from '../schema.ts'
import { State, StateCreate, StateType } from './states.ts'
import { Constant, FlowRunResult, Parameter, TaskRunResult } from './task-run-inputs.ts'

export const TaskRunPolicy = Model('TaskRunPolicy', {
  max_retries: Type.Integer({ deprecated: true, default: 0 }),
  retry_delay_seconds: Type.Number({ deprecated: true, default: 0 }),
  retries: Maybe(Type.Integer()),
  retry_delay: Maybe(
    Type.Union([Type.Integer(), Type.Number(), Type.Array(Type.Integer()), Type.Array(Type.Number())]),
  ),
  retry_jitter_factor: Maybe(Type.Number()),
})
export type TaskRunPolicy = Static<typeof TaskRunPolicy>

export const TaskRun = Model('TaskRun', {
  id: Uuid(),
  created: Nullable(DateTime()),
  updated: Nullable(DateTime()),
  name: Present(Type.String()),
  flow_run_id: Maybe(Uuid()),
  task_key: Type.String(),
  dynamic_key: Type.String(),
  cache_key: Maybe(Type.String()),
  cache_expiration: Maybe(DateTime()),
  task_version: Maybe(Type.String()),
  empirical_policy: Initially(TaskRunPolicy, {}),
  tags: ListOf(Type.String()),
  labels: Initially(Nullable(Labels()), {}),
  state_id: Maybe(Uuid()),
  task_inputs: Initially(
    DictOf(Type.Array(Type.Union([TaskRunResult, FlowRunResult, Parameter, Constant]))),
    {},
  ),
  state_type: Maybe(StateType),
  state_name: Maybe(Type.String()),
  run_count: Type.Integer({ default: 0 }),
  flow_run_run_count: Type.Integer({ default: 0 }),
  expected_start_time: Maybe(DateTime()),
  next_scheduled_start_time: Maybe(DateTime()),
  start_time: Maybe(DateTime()),
  end_time: Maybe(DateTime()),
  total_run_time: Type.Number({ default: 0 }),
  estimated_run_time: Type.Number({ default: 0 }),
  estimated_start_time_delta: Type.Number({ default: 0 }),
  state: Maybe(State),
})
export type TaskRun = Static<typeof TaskRun>

export const TaskRunCreate = StrictModel('TaskRunCreate', {
  id: Maybe(Uuid()),
  state: Maybe(StateCreate),
  name: Type.Optional(Type.String()),
  flow_run_id: Maybe(Uuid()),
  task_key: Type.String(),
  dynamic_key: Type.String(),
  cache_key: Maybe(Type.String()),
  cache_expiration: Maybe(DateTime()),
  task_version: Maybe(Type.String()),
  empirical_policy: Initially(TaskRunPolicy, {}),
  tags: ListOf(Type.String()),
  labels: Initially(Nullable(Labels()), {}),
  task_inputs: Initially(
    DictOf(Type.Array(Type.Union([TaskRunResult, FlowRunResult, Parameter, Constant]))),
    {},
  ),
})
export type TaskRunCreate = Static<typeof TaskRunCreate>

export const TaskRunResponse = Model('TaskRunResponse', {
  id: Uuid(),
  created: Nullable(DateTime()),
  updated: Nullable(DateTime()),
  name: Present(Type.String()),
  flow_run_id: Maybe(Uuid()),
  task_key: Type.String(),
  state_id: Maybe(Uuid()),
  state: Maybe(State),
  task_version: Maybe(Type.String()),
  task_inputs: Initially(
    DictOf(Type.Array(Type.Union([TaskRunResult, FlowRunResult, Parameter, Constant]))),
    {},
  ),
  empirical_policy: Initially(TaskRunPolicy, {}),
  tags: ListOf(Type.String()),
  start_time: Maybe(DateTime()),
  end_time: Maybe(DateTime()),
  total_run_time: Type.Number({ default: 0 }),
  estimated_run_time: Type.Number({ default: 0 }),
  estimated_start_time_delta: Type.Number({ default: 0 }),
})
export type TaskRunResponse = Static<typeof TaskRunResponse>

export const TaskRunPaginationResponse = Model('TaskRunPaginationResponse', {
  results: Type.Array(TaskRunResponse),
  count: Type.Integer(),
  limit: Type.Integer(),
  pages: Type.Integer(),
  page: Type.Integer(),
})
export type TaskRunPaginationResponse = Static<typeof TaskRunPaginationResponse>

export const TaskRunUpdate = StrictModel('TaskRunUpdate', {
  name: Type.Optional(Type.String()),
})
export type TaskRunUpdate = Static<typeof TaskRunUpdate>
