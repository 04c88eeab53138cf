import type { Static } from 'typebox'
import { lengthOf, type ParseContext, valueError } from '../parse/rules.ts'
import {
  Checked,
  DateTime,
  EmptyIsAbsent,
  Initially,
  Labels,
  ListOf,
  Maybe,
  Model,
  Nullable,
  Prepared,
  Present,
  pageFields,
  StrictModel,
  stored,
  Uuid,
} from '../schema.ts'
import Type from '../type.ts'
import { withOldNames } from './retry-policies.ts'
import { State, StateCreate, StateType } from './states.ts'
import { TaskInputs } from './task-run-inputs.ts'

const MAX_RETRY_DELAYS = 50

const checkDelays = (delay: number | number[]) =>
  Array.isArray(delay) && delay.length > MAX_RETRY_DELAYS
    ? valueError(`Can not configure more than ${MAX_RETRY_DELAYS} retry delays per task.`)
    : undefined

const checkJitter = (factor: number) =>
  factor < 0 ? valueError('`retry_jitter_factor` must be >= 0.') : undefined

const checkCacheKey = (key: string, { limits: { maxCacheKeyLength } }: ParseContext) =>
  lengthOf(key) > maxCacheKeyLength
    ? valueError(`Cache key exceeded maximum allowed length of ${maxCacheKeyLength} characters.`)
    : undefined

export const TaskRunPolicy = Prepared(
  Model('TaskRunPolicy', {
    max_retries: Type.Integer({ deprecated: true, default: 0 }),
    retry_delay_seconds: Type.Number({ deprecated: true, default: 0 }),
    retries: Maybe(Type.Integer()),
    retry_delay: Maybe(
      Checked(
        Type.Union([Type.Integer(), Type.Number(), Type.Array(Type.Integer()), Type.Array(Type.Number())]),
        checkDelays,
      ),
    ),
    retry_jitter_factor: Maybe(Checked(Type.Number(), checkJitter)),
  }),
  withOldNames,
)
export type TaskRunPolicy = Static<typeof TaskRunPolicy>

export const TaskRun = Model('TaskRun', {
  ...stored,
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
  task_inputs: Initially(TaskInputs, {}),
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
  name: Type.Optional(EmptyIsAbsent(Type.String())),
  flow_run_id: Maybe(Uuid()),
  task_key: Type.String(),
  dynamic_key: Type.String(),
  cache_key: Maybe(Checked(Type.String(), checkCacheKey)),
  cache_expiration: Maybe(DateTime()),
  task_version: Maybe(Type.String()),
  empirical_policy: Initially(TaskRunPolicy, {}),
  tags: ListOf(Type.String()),
  labels: Initially(Nullable(Labels()), {}),
  task_inputs: Initially(TaskInputs, {}),
})
export type TaskRunCreate = Static<typeof TaskRunCreate>

export const TaskRunResponse = Model('TaskRunResponse', {
  ...stored,
  name: Present(Type.String()),
  flow_run_id: Maybe(Uuid()),
  task_key: Type.String(),
  state_id: Maybe(Uuid()),
  state: Maybe(State),
  task_version: Maybe(Type.String()),
  task_inputs: Initially(TaskInputs, {}),
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
  ...pageFields,
})
export type TaskRunPaginationResponse = Static<typeof TaskRunPaginationResponse>

export const TaskRunUpdate = StrictModel('TaskRunUpdate', {
  name: Type.Optional(EmptyIsAbsent(Type.String())),
})
export type TaskRunUpdate = Static<typeof TaskRunUpdate>
