import type { Static } from 'typebox'
import {
  DateTime,
  Dict,
  EmptyIsAbsent,
  Initially,
  Labels,
  ListOf,
  Maybe,
  Model,
  Nullable,
  OneOf,
  Prepared,
  Present,
  pageFields,
  StrictModel,
  stored,
  Uuid,
} from '../schema.ts'
import Type from '../type.ts'
import { CreatedBy } from './origins.ts'
import { withOldNames } from './retry-policies.ts'
import { RunParameters } from './run-parameters.ts'
import { State, StateCreate, StateType } from './states.ts'

export const FlowRunPolicy = Prepared(
  Model('FlowRunPolicy', {
    max_retries: Type.Integer({ deprecated: true, default: 0 }),
    retry_delay_seconds: Type.Number({ deprecated: true, default: 0 }),
    retries: Maybe(Type.Integer()),
    retry_delay: Maybe(Type.Integer()),
    pause_keys: Initially(Nullable(Type.Array(Type.String(), { uniqueItems: true })), []),
    resuming: Nullable(Type.Boolean(), { default: false }),
    retry_type: Maybe(OneOf(['in_process', 'reschedule'])),
  }),
  withOldNames,
)
export type FlowRunPolicy = Static<typeof FlowRunPolicy>

const flowRunFields = {
  ...stored,
  name: Present(Type.String()),
  flow_id: Uuid(),
  state_id: Maybe(Uuid()),
  deployment_id: Maybe(Uuid()),
  deployment_version: Maybe(Type.String()),
  work_queue_name: Maybe(Type.String()),
  flow_version: Maybe(Type.String()),
  parameters: Initially(Dict(), {}),
  idempotency_key: Maybe(Type.String()),
  context: Initially(Dict(), {}),
  empirical_policy: Initially(FlowRunPolicy, {}),
  tags: ListOf(Type.String()),
  parent_task_run_id: Maybe(Uuid()),
  state_type: Maybe(StateType),
  state_name: Maybe(Type.String()),
  run_count: Type.Integer({ default: 0 }),
  expected_start_time: Maybe(DateTime()),
  next_scheduled_start_time: Maybe(DateTime()),
  start_time: Maybe(DateTime()),
  end_time: Maybe(DateTime()),
  total_run_time: Type.Number({ default: 0 }),
  estimated_run_time: Type.Number({ default: 0 }),
  estimated_start_time_delta: Type.Number({ default: 0 }),
  auto_scheduled: Type.Boolean({ default: false }),
  infrastructure_document_id: Maybe(Uuid()),
  infrastructure_pid: Maybe(Type.String()),
  created_by: Maybe(CreatedBy),
  work_queue_id: Maybe(Uuid()),
  state: Maybe(State),
  job_variables: Maybe(Dict()),
}

export const FlowRun = Model('FlowRun', {
  ...flowRunFields,
  labels: Initially(Nullable(Labels()), {}),
})
export type FlowRun = Static<typeof FlowRun>

export const FlowRunBulkDeleteResponse = Model('FlowRunBulkDeleteResponse', {
  deleted: ListOf(Uuid()),
})
export type FlowRunBulkDeleteResponse = Static<typeof FlowRunBulkDeleteResponse>

export const FlowRunCreate = StrictModel('FlowRunCreate', {
  state: Maybe(StateCreate),
  name: Type.Optional(EmptyIsAbsent(Type.String())),
  flow_id: Uuid(),
  flow_version: Maybe(Type.String()),
  parameters: RunParameters(),
  context: Initially(Dict(), {}),
  parent_task_run_id: Maybe(Uuid()),
  infrastructure_document_id: Maybe(Uuid()),
  empirical_policy: Initially(FlowRunPolicy, {}),
  tags: ListOf(Type.String()),
  labels: Initially(Nullable(Labels()), {}),
  idempotency_key: Maybe(Type.String()),
  work_pool_name: Maybe(Type.String()),
  work_queue_name: Maybe(Type.String()),
  job_variables: Maybe(Dict()),
  deployment_id: Maybe(Uuid(), { deprecated: true }),
})
export type FlowRunCreate = Static<typeof FlowRunCreate>

export const FlowRunInput = Model('FlowRunInput', {
  ...stored,
  flow_run_id: Uuid(),
  key: Type.String(),
  value: Type.String(),
  sender: Maybe(Type.String()),
})
export type FlowRunInput = Static<typeof FlowRunInput>

export const FlowRunResponse = Model('FlowRunResponse', {
  ...flowRunFields,
  labels: Initially(Labels(), {}),
  work_pool_id: Maybe(Uuid()),
  work_pool_name: Maybe(Type.String()),
})
export type FlowRunResponse = Static<typeof FlowRunResponse>

export const FlowRunPaginationResponse = Model('FlowRunPaginationResponse', {
  results: Type.Array(FlowRunResponse),
  ...pageFields,
})
export type FlowRunPaginationResponse = Static<typeof FlowRunPaginationResponse>

export const FlowRunUpdate = StrictModel('FlowRunUpdate', {
  name: EmptyIsAbsent(Maybe(Type.String())),
  flow_version: Maybe(Type.String()),
  parameters: RunParameters(),
  empirical_policy: Initially(FlowRunPolicy, {}),
  tags: ListOf(Type.String()),
  infrastructure_pid: Maybe(Type.String()),
  job_variables: Maybe(Dict()),
})
export type FlowRunUpdate = Static<typeof FlowRunUpdate>
