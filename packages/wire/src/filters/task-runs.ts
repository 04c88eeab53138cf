import type { Static } from 'typebox'
import { StateType } from '../resources/states.ts'
import { AnyOf, Choice, DateTime, Default, Maybe, Nullable, StrictModel, Uuid } from '../schema.ts'
import Type from '../type.ts'
import { Operator } from './operator.ts'

export const TaskRunFilterEndTime = StrictModel('TaskRunFilterEndTime', {
  before_: Maybe(DateTime()),
  after_: Maybe(DateTime()),
  is_null_: Maybe(Type.Boolean()),
})
export type TaskRunFilterEndTime = Static<typeof TaskRunFilterEndTime>

export const TaskRunFilterExpectedStartTime = StrictModel('TaskRunFilterExpectedStartTime', {
  before_: Maybe(DateTime()),
  after_: Maybe(DateTime()),
})
export type TaskRunFilterExpectedStartTime = Static<typeof TaskRunFilterExpectedStartTime>

export const TaskRunFilterFlowRunId = StrictModel('TaskRunFilterFlowRunId', {
  operator: Default(Operator, 'and_'),
  any_: AnyOf(Uuid()),
  is_null_: Nullable(Type.Boolean(), { default: false }),
})
export type TaskRunFilterFlowRunId = Static<typeof TaskRunFilterFlowRunId>

export const TaskRunFilterId = StrictModel('TaskRunFilterId', {
  any_: AnyOf(Uuid()),
})
export type TaskRunFilterId = Static<typeof TaskRunFilterId>

export const TaskRunFilterName = StrictModel('TaskRunFilterName', {
  any_: AnyOf(Type.String()),
  like_: Maybe(Type.String()),
})
export type TaskRunFilterName = Static<typeof TaskRunFilterName>

export const TaskRunFilterStartTime = StrictModel('TaskRunFilterStartTime', {
  before_: Maybe(DateTime()),
  after_: Maybe(DateTime()),
  is_null_: Maybe(Type.Boolean()),
})
export type TaskRunFilterStartTime = Static<typeof TaskRunFilterStartTime>

export const TaskRunFilterStateName = StrictModel('TaskRunFilterStateName', {
  any_: AnyOf(Type.String()),
})
export type TaskRunFilterStateName = Static<typeof TaskRunFilterStateName>

export const TaskRunFilterStateType = StrictModel('TaskRunFilterStateType', {
  any_: AnyOf(StateType),
})
export type TaskRunFilterStateType = Static<typeof TaskRunFilterStateType>

export const TaskRunFilterState = StrictModel('TaskRunFilterState', {
  operator: Default(Operator, 'and_'),
  type: Maybe(TaskRunFilterStateType),
  name: Maybe(TaskRunFilterStateName),
})
export type TaskRunFilterState = Static<typeof TaskRunFilterState>

export const TaskRunFilterSubFlowRuns = StrictModel('TaskRunFilterSubFlowRuns', {
  exists_: Maybe(Type.Boolean()),
})
export type TaskRunFilterSubFlowRuns = Static<typeof TaskRunFilterSubFlowRuns>

export const TaskRunFilterTags = StrictModel('TaskRunFilterTags', {
  operator: Default(Operator, 'and_'),
  all_: AnyOf(Type.String()),
  is_null_: Maybe(Type.Boolean()),
})
export type TaskRunFilterTags = Static<typeof TaskRunFilterTags>

export const TaskRunFilter = StrictModel('TaskRunFilter', {
  operator: Default(Operator, 'and_'),
  id: Maybe(TaskRunFilterId),
  name: Maybe(TaskRunFilterName),
  tags: Maybe(TaskRunFilterTags),
  state: Maybe(TaskRunFilterState),
  start_time: Maybe(TaskRunFilterStartTime),
  end_time: Maybe(TaskRunFilterEndTime),
  expected_start_time: Maybe(TaskRunFilterExpectedStartTime),
  subflow_runs: Maybe(TaskRunFilterSubFlowRuns),
  flow_run_id: Maybe(TaskRunFilterFlowRunId),
})
export type TaskRunFilter = Static<typeof TaskRunFilter>

export const TaskRunSort = Choice('TaskRunSort', [
  'ID_DESC',
  'EXPECTED_START_TIME_ASC',
  'EXPECTED_START_TIME_DESC',
  'NAME_ASC',
  'NAME_DESC',
  'NEXT_SCHEDULED_START_TIME_ASC',
  'END_TIME_DESC',
])
export type TaskRunSort = Static<typeof TaskRunSort>
