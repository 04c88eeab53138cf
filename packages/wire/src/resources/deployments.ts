import type { Static, TSchema } from 'typebox'
import { isEmpty, isPlainObject, valueError } from '../parse/rules.ts'
import {
  CheckedInput,
  Choice,
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
  OpenModel,
  Prepared,
  pageFields,
  StrictModel,
  stored,
  Uuid,
} from '../schema.ts'
import Type from '../type.ts'
import { GlobalConcurrencyLimitResponse } from './concurrency-limits-v2.ts'
import { ConcurrencyOptions } from './deployment-concurrency.ts'
import { FlowRunPolicy } from './flow-runs.ts'
import { CreatedBy, UpdatedBy } from './origins.ts'
import { RunParameters } from './run-parameters.ts'
import { DeploymentSchedule, DeploymentScheduleCreate, DeploymentScheduleUpdate } from './schedules.ts'
import { StateCreate } from './states.ts'

/** Fields that clients before 2.8 send; they mean nothing any more. */
const FORGOTTEN_FIELDS = [
  'worker_pool_queue_id',
  'worker_pool_name',
  'worker_pool_queue_name',
  'work_pool_queue_name',
]

const withoutForgottenFields = (deployment: unknown) =>
  isPlainObject(deployment)
    ? Object.fromEntries(Object.entries(deployment).filter(([name]) => !FORGOTTEN_FIELDS.includes(name)))
    : deployment

const checkLimits = (deployment: unknown) =>
  isPlainObject(deployment) &&
  !isEmpty(deployment.concurrency_limit) &&
  !isEmpty(deployment.global_concurrency_limit_id)
    ? valueError('A deployment cannot have both a concurrency limit and a global concurrency limit.')
    : undefined

const SentDeployment = <T extends TSchema>(schema: T) =>
  Prepared(CheckedInput(schema, checkLimits), withoutForgottenFields)

export const DeploymentBulkDeleteResponse = Model('DeploymentBulkDeleteResponse', {
  deleted: ListOf(Uuid()),
})
export type DeploymentBulkDeleteResponse = Static<typeof DeploymentBulkDeleteResponse>

export const VersionInfo = OpenModel('VersionInfo', {
  type: Type.String(),
  version: Type.String(),
})
export type VersionInfo = Static<typeof VersionInfo>

export const DeploymentCreate = SentDeployment(
  StrictModel('DeploymentCreate', {
    name: Type.String(),
    flow_id: Uuid(),
    paused: Type.Boolean({ default: false }),
    schedules: ListOf(DeploymentScheduleCreate),
    concurrency_limit: Maybe(Type.Integer({ exclusiveMinimum: 0 })),
    concurrency_options: Maybe(ConcurrencyOptions),
    global_concurrency_limit_id: Maybe(Uuid()),
    enforce_parameter_schema: Type.Boolean({ default: true }),
    parameter_openapi_schema: Initially(Nullable(Dict()), { type: 'object', properties: {} }),
    parameters: RunParameters(),
    tags: ListOf(Type.String()),
    labels: Initially(Nullable(Labels()), {}),
    pull_steps: Maybe(Type.Array(Dict())),
    work_queue_name: Maybe(Type.String()),
    work_pool_name: Maybe(Type.String()),
    storage_document_id: Maybe(Uuid()),
    infrastructure_document_id: Maybe(Uuid()),
    description: Maybe(Type.String()),
    path: Maybe(Type.String()),
    version: Maybe(Type.String()),
    entrypoint: Maybe(Type.String()),
    job_variables: Initially(Dict(), {}),
    version_info: Maybe(VersionInfo),
  }),
)
export type DeploymentCreate = Static<typeof DeploymentCreate>

export const DeploymentFlowRunCreate = StrictModel('DeploymentFlowRunCreate', {
  state: Maybe(StateCreate),
  name: Type.Optional(EmptyIsAbsent(Type.String())),
  parameters: RunParameters(),
  enforce_parameter_schema: Maybe(Type.Boolean()),
  context: Initially(Dict(), {}),
  infrastructure_document_id: Maybe(Uuid()),
  empirical_policy: Initially(FlowRunPolicy, {}),
  tags: ListOf(Type.String()),
  idempotency_key: Maybe(Type.String()),
  labels: Maybe(Labels()),
  parent_task_run_id: Maybe(Uuid()),
  work_queue_name: Maybe(Type.String()),
  job_variables: Initially(Nullable(Dict()), {}),
})
export type DeploymentFlowRunCreate = Static<typeof DeploymentFlowRunCreate>

export const DeploymentStatus = Choice('DeploymentStatus', ['READY', 'NOT_READY'])
export type DeploymentStatus = Static<typeof DeploymentStatus>

export const DeploymentResponse = Model('DeploymentResponse', {
  ...stored,
  name: Type.String(),
  version: Maybe(Type.String()),
  description: Maybe(Type.String()),
  flow_id: Uuid(),
  paused: Type.Boolean({ default: false }),
  schedules: ListOf(DeploymentSchedule),
  concurrency_limit: Maybe(Type.Integer(), { deprecated: true }),
  global_concurrency_limit: Maybe(GlobalConcurrencyLimitResponse),
  concurrency_options: Maybe(ConcurrencyOptions),
  job_variables: Initially(Dict(), {}),
  parameters: Initially(Dict(), {}),
  tags: ListOf(Type.String()),
  labels: Initially(Labels(), {}),
  work_queue_name: Maybe(Type.String()),
  work_queue_id: Maybe(Uuid()),
  last_polled: Maybe(DateTime()),
  parameter_openapi_schema: Maybe(Dict()),
  path: Maybe(Type.String()),
  pull_steps: Maybe(Type.Array(Dict())),
  entrypoint: Maybe(Type.String()),
  storage_document_id: Maybe(Uuid()),
  infrastructure_document_id: Maybe(Uuid()),
  created_by: Maybe(CreatedBy),
  updated_by: Maybe(UpdatedBy),
  work_pool_name: Maybe(Type.String()),
  status: Nullable(DeploymentStatus, { default: 'NOT_READY' }),
  enforce_parameter_schema: Type.Boolean({ default: true }),
})
export type DeploymentResponse = Static<typeof DeploymentResponse>

export const DeploymentPaginationResponse = Model('DeploymentPaginationResponse', {
  results: Type.Array(DeploymentResponse),
  ...pageFields,
})
export type DeploymentPaginationResponse = Static<typeof DeploymentPaginationResponse>

export const DeploymentUpdate = SentDeployment(
  StrictModel('DeploymentUpdate', {
    version: Maybe(Type.String()),
    description: Maybe(Type.String()),
    paused: Type.Boolean({ default: false }),
    schedules: ListOf(DeploymentScheduleUpdate),
    concurrency_limit: Maybe(Type.Integer({ exclusiveMinimum: 0 })),
    concurrency_options: Maybe(ConcurrencyOptions),
    global_concurrency_limit_id: Maybe(Uuid()),
    parameters: Maybe(Dict()),
    parameter_openapi_schema: Maybe(Dict()),
    tags: ListOf(Type.String()),
    work_queue_name: Maybe(Type.String()),
    work_pool_name: Maybe(Type.String()),
    path: Maybe(Type.String()),
    job_variables: Maybe(Dict()),
    pull_steps: Maybe(Type.Array(Dict())),
    entrypoint: Maybe(Type.String()),
    storage_document_id: Maybe(Uuid()),
    infrastructure_document_id: Maybe(Uuid()),
    enforce_parameter_schema: Maybe(Type.Boolean()),
    version_info: Maybe(VersionInfo),
  }),
)
export type DeploymentUpdate = Static<typeof DeploymentUpdate>

export const FlowRunCreateResult = Model('FlowRunCreateResult', {
  flow_run_id: Maybe(Uuid()),
  status: OneOf(['CREATED', 'FAILED']),
  error: Maybe(Type.String()),
})
export type FlowRunCreateResult = Static<typeof FlowRunCreateResult>

export const FlowRunBulkCreateResponse = Model('FlowRunBulkCreateResponse', {
  results: ListOf(FlowRunCreateResult),
})
export type FlowRunBulkCreateResponse = Static<typeof FlowRunBulkCreateResponse>
