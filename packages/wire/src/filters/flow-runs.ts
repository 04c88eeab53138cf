import type { Static } from 'typebox'
import { StateType } from '../resources/states.ts'
import { AnyOf, Choice, DateTime, Default, Maybe, StrictModel, Uuid } from '../schema.ts'
import Type from '../type.ts'
import { Operator } from './operator.ts'

export const FlowRunFilterCreatedBy = StrictModel('FlowRunFilterCreatedBy', {
  operator: Default(Operator, 'and_'),
  id_: AnyOf(Uuid()),
  type_: AnyOf(Type.String()),
  is_null_: Maybe(Type.Boolean()),
})
export type FlowRunFilterCreatedBy = Static<typeof FlowRunFilterCreatedBy>

export const FlowRunFilterDeploymentId = StrictModel('FlowRunFilterDeploymentId', {
  operator: Default(Operator, 'and_'),
  any_: AnyOf(Uuid()),
  is_null_: Maybe(Type.Boolean()),
})
export type FlowRunFilterDeploymentId = Static<typeof FlowRunFilterDeploymentId>

export const FlowRunFilterEndTime = StrictModel('FlowRunFilterEndTime', {
  before_: Maybe(DateTime()),
  after_: Maybe(DateTime()),
  is_null_: Maybe(Type.Boolean()),
})
export type FlowRunFilterEndTime = Static<typeof FlowRunFilterEndTime>

export const FlowRunFilterExpectedStartTime = StrictModel('FlowRunFilterExpectedStartTime', {
  before_: Maybe(DateTime()),
  after_: Maybe(DateTime()),
})
export type FlowRunFilterExpectedStartTime = Static<typeof FlowRunFilterExpectedStartTime>

export const FlowRunFilterFlowVersion = StrictModel('FlowRunFilterFlowVersion', {
  any_: AnyOf(Type.String()),
})
export type FlowRunFilterFlowVersion = Static<typeof FlowRunFilterFlowVersion>

export const FlowRunFilterId = StrictModel('FlowRunFilterId', {
  any_: AnyOf(Uuid()),
  not_any_: AnyOf(Uuid()),
})
export type FlowRunFilterId = Static<typeof FlowRunFilterId>

export const FlowRunFilterIdempotencyKey = StrictModel('FlowRunFilterIdempotencyKey', {
  any_: AnyOf(Type.String()),
  not_any_: AnyOf(Type.String()),
})
export type FlowRunFilterIdempotencyKey = Static<typeof FlowRunFilterIdempotencyKey>

export const FlowRunFilterName = StrictModel('FlowRunFilterName', {
  any_: AnyOf(Type.String()),
  like_: Maybe(Type.String()),
})
export type FlowRunFilterName = Static<typeof FlowRunFilterName>

export const FlowRunFilterNextScheduledStartTime = StrictModel('FlowRunFilterNextScheduledStartTime', {
  before_: Maybe(DateTime()),
  after_: Maybe(DateTime()),
})
export type FlowRunFilterNextScheduledStartTime = Static<typeof FlowRunFilterNextScheduledStartTime>

export const FlowRunFilterParentFlowRunId = StrictModel('FlowRunFilterParentFlowRunId', {
  operator: Default(Operator, 'and_'),
  any_: AnyOf(Uuid()),
})
export type FlowRunFilterParentFlowRunId = Static<typeof FlowRunFilterParentFlowRunId>

export const FlowRunFilterParentTaskRunId = StrictModel('FlowRunFilterParentTaskRunId', {
  operator: Default(Operator, 'and_'),
  any_: AnyOf(Uuid()),
  is_null_: Maybe(Type.Boolean()),
})
export type FlowRunFilterParentTaskRunId = Static<typeof FlowRunFilterParentTaskRunId>

export const FlowRunFilterStartTime = StrictModel('FlowRunFilterStartTime', {
  before_: Maybe(DateTime()),
  after_: Maybe(DateTime()),
  is_null_: Maybe(Type.Boolean()),
})
export type FlowRunFilterStartTime = Static<typeof FlowRunFilterStartTime>

export const FlowRunFilterStateName = StrictModel('FlowRunFilterStateName', {
  any_: AnyOf(Type.String()),
  not_any_: AnyOf(Type.String()),
})
export type FlowRunFilterStateName = Static<typeof FlowRunFilterStateName>

export const FlowRunFilterStateType = StrictModel('FlowRunFilterStateType', {
  any_: AnyOf(StateType),
  not_any_: AnyOf(StateType),
})
export type FlowRunFilterStateType = Static<typeof FlowRunFilterStateType>

export const FlowRunFilterState = StrictModel('FlowRunFilterState', {
  operator: Default(Operator, 'and_'),
  type: Maybe(FlowRunFilterStateType),
  name: Maybe(FlowRunFilterStateName),
})
export type FlowRunFilterState = Static<typeof FlowRunFilterState>

export const FlowRunFilterTags = StrictModel('FlowRunFilterTags', {
  operator: Default(Operator, 'and_'),
  all_: AnyOf(Type.String()),
  any_: AnyOf(Type.String()),
  is_null_: Maybe(Type.Boolean()),
})
export type FlowRunFilterTags = Static<typeof FlowRunFilterTags>

export const FlowRunFilterWorkQueueName = StrictModel('FlowRunFilterWorkQueueName', {
  operator: Default(Operator, 'and_'),
  any_: AnyOf(Type.String()),
  is_null_: Maybe(Type.Boolean()),
})
export type FlowRunFilterWorkQueueName = Static<typeof FlowRunFilterWorkQueueName>

export const FlowRunFilter = StrictModel('FlowRunFilter', {
  operator: Default(Operator, 'and_'),
  id: Maybe(FlowRunFilterId),
  name: Maybe(FlowRunFilterName),
  tags: Maybe(FlowRunFilterTags),
  deployment_id: Maybe(FlowRunFilterDeploymentId),
  work_queue_name: Maybe(FlowRunFilterWorkQueueName),
  state: Maybe(FlowRunFilterState),
  flow_version: Maybe(FlowRunFilterFlowVersion),
  start_time: Maybe(FlowRunFilterStartTime),
  end_time: Maybe(FlowRunFilterEndTime),
  expected_start_time: Maybe(FlowRunFilterExpectedStartTime),
  next_scheduled_start_time: Maybe(FlowRunFilterNextScheduledStartTime),
  parent_flow_run_id: Maybe(FlowRunFilterParentFlowRunId),
  parent_task_run_id: Maybe(FlowRunFilterParentTaskRunId),
  idempotency_key: Maybe(FlowRunFilterIdempotencyKey),
  created_by: Maybe(FlowRunFilterCreatedBy),
})
export type FlowRunFilter = Static<typeof FlowRunFilter>

export const FlowRunSort = Choice('FlowRunSort', [
  'ID_DESC',
  'START_TIME_ASC',
  'START_TIME_DESC',
  'EXPECTED_START_TIME_ASC',
  'EXPECTED_START_TIME_DESC',
  'NAME_ASC',
  'NAME_DESC',
  'NEXT_SCHEDULED_START_TIME_ASC',
  'END_TIME_DESC',
])
export type FlowRunSort = Static<typeof FlowRunSort>
