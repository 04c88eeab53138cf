import type { Static } from 'typebox'
import { AnyOf, Choice, DateTime, Default, Maybe, StrictModel, Uuid } from '../schema.ts'
import Type from '../type.ts'
import { Operator } from './operator.ts'

export const LogFilterFlowRunId = StrictModel('LogFilterFlowRunId', {
  any_: AnyOf(Uuid()),
})
export type LogFilterFlowRunId = Static<typeof LogFilterFlowRunId>

export const LogFilterLevel = StrictModel('LogFilterLevel', {
  ge_: Maybe(Type.Integer()),
  le_: Maybe(Type.Integer()),
})
export type LogFilterLevel = Static<typeof LogFilterLevel>

export const LogFilterTaskRunId = StrictModel('LogFilterTaskRunId', {
  any_: AnyOf(Uuid()),
  is_null_: Maybe(Type.Boolean()),
})
export type LogFilterTaskRunId = Static<typeof LogFilterTaskRunId>

export const LogFilterTextSearch = StrictModel('LogFilterTextSearch', {
  query: Type.String({ maxLength: 200 }),
})
export type LogFilterTextSearch = Static<typeof LogFilterTextSearch>

export const LogFilterTimestamp = StrictModel('LogFilterTimestamp', {
  before_: Maybe(DateTime()),
  after_: Maybe(DateTime()),
})
export type LogFilterTimestamp = Static<typeof LogFilterTimestamp>

export const LogFilter = StrictModel('LogFilter', {
  operator: Default(Operator, 'and_'),
  level: Maybe(LogFilterLevel),
  timestamp: Maybe(LogFilterTimestamp),
  flow_run_id: Maybe(LogFilterFlowRunId),
  task_run_id: Maybe(LogFilterTaskRunId),
  text: Maybe(LogFilterTextSearch),
})
export type LogFilter = Static<typeof LogFilter>

export const LogSort = Choice('LogSort', ['TIMESTAMP_ASC', 'TIMESTAMP_DESC'])
export type LogSort = Static<typeof LogSort>
