import type { Static } from 'typebox'
import {
  AnyOf,
  Choice,
  DateTime,
  ListOf,
  Maybe,
  Model,
  Name,
  Nullable,
  pageFields,
  StrictModel,
  stored,
  Uuid,
} from '../schema.ts'
import Type from '../type.ts'
import { StateType } from './states.ts'

export const FlowRunSlotSummary = Model('FlowRunSlotSummary', {
  id: Uuid(),
  name: Type.String(),
  state_type: Maybe(StateType),
  state_name: Maybe(Type.String()),
  start_time: Maybe(DateTime()),
  state_timestamp: Maybe(DateTime()),
  time_in_current_state: Maybe(Type.Number()),
})
export type FlowRunSlotSummary = Static<typeof FlowRunSlotSummary>

export const QueueFilter = Model('QueueFilter', {
  tags: AnyOf(Type.String()),
  deployment_ids: AnyOf(Uuid()),
})
export type QueueFilter = Static<typeof QueueFilter>

export const WorkQueue = Model('WorkQueue', {
  ...stored,
  name: Name(),
  description: Nullable(Type.String(), { default: '' }),
  is_paused: Type.Boolean({ default: false }),
  concurrency_limit: Maybe(Type.Integer({ minimum: 0 })),
  priority: Type.Integer({ exclusiveMinimum: 0, default: 1 }),
  work_pool_id: Maybe(Uuid()),
  filter: Maybe(QueueFilter, { deprecated: true }),
  last_polled: Maybe(DateTime()),
})
export type WorkQueue = Static<typeof WorkQueue>

export const WorkQueueConcurrencyStatus = Model('WorkQueueConcurrencyStatus', {
  active_slots: Type.Integer(),
  concurrency_limit: Maybe(Type.Integer()),
  flow_runs: ListOf(FlowRunSlotSummary),
  ...pageFields,
})
export type WorkQueueConcurrencyStatus = Static<typeof WorkQueueConcurrencyStatus>

export const WorkQueueConcurrencyStatusDetail = Model('WorkQueueConcurrencyStatusDetail', {
  queue_id: Uuid(),
  queue_name: Type.String(),
  active_slots: Type.Integer(),
  concurrency_limit: Maybe(Type.Integer()),
  flow_runs: ListOf(FlowRunSlotSummary),
  flow_run_count: Maybe(Type.Integer()),
})
export type WorkQueueConcurrencyStatusDetail = Static<typeof WorkQueueConcurrencyStatusDetail>

export const WorkQueueCreate = StrictModel('WorkQueueCreate', {
  name: Name(),
  description: Nullable(Type.String(), { default: '' }),
  is_paused: Type.Boolean({ default: false }),
  concurrency_limit: Maybe(Type.Integer({ minimum: 0 })),
  priority: Maybe(Type.Integer({ exclusiveMinimum: 0 })),
  filter: Maybe(QueueFilter, { deprecated: true }),
})
export type WorkQueueCreate = Static<typeof WorkQueueCreate>

export const WorkQueueHealthPolicy = Model('WorkQueueHealthPolicy', {
  maximum_late_runs: Nullable(Type.Integer(), { default: 0 }),
  maximum_seconds_since_last_polled: Nullable(Type.Integer(), { default: 60 }),
})
export type WorkQueueHealthPolicy = Static<typeof WorkQueueHealthPolicy>

export const WorkQueueStatus = Choice('WorkQueueStatus', ['READY', 'NOT_READY', 'PAUSED'])
export type WorkQueueStatus = Static<typeof WorkQueueStatus>

export const WorkQueueResponse = Model('WorkQueueResponse', {
  ...stored,
  name: Name(),
  description: Nullable(Type.String(), { default: '' }),
  is_paused: Type.Boolean({ default: false }),
  concurrency_limit: Maybe(Type.Integer({ minimum: 0 })),
  priority: Type.Integer({ exclusiveMinimum: 0, default: 1 }),
  work_pool_id: Maybe(Uuid()),
  filter: Maybe(QueueFilter, { deprecated: true }),
  last_polled: Maybe(DateTime()),
  work_pool_name: Maybe(Type.String()),
  status: Maybe(WorkQueueStatus),
  active_slots: Maybe(Type.Integer()),
})
export type WorkQueueResponse = Static<typeof WorkQueueResponse>

export const WorkQueueStatusDetail = Model('WorkQueueStatusDetail', {
  healthy: Type.Boolean(),
  late_runs_count: Type.Integer({ default: 0 }),
  last_polled: Maybe(DateTime()),
  health_check_policy: WorkQueueHealthPolicy,
})
export type WorkQueueStatusDetail = Static<typeof WorkQueueStatusDetail>

export const WorkQueueUpdate = StrictModel('WorkQueueUpdate', {
  name: Maybe(Type.String()),
  description: Maybe(Type.String()),
  is_paused: Type.Boolean({ default: false }),
  concurrency_limit: Maybe(Type.Integer({ minimum: 0 })),
  priority: Maybe(Type.Integer({ exclusiveMinimum: 0 })),
  last_polled: Maybe(DateTime()),
  filter: Maybe(QueueFilter, { deprecated: true }),
})
export type WorkQueueUpdate = Static<typeof WorkQueueUpdate>
