import type { Static, TSchema } from 'typebox'
import { DateTime, DictOf, Maybe, Model, Named, Recursive, Uuid } from '../schema.ts'
import Type from '../type.ts'
import { StateType } from './states.ts'
import { TaskRun } from './task-runs.ts'

export const CountByState = Model('CountByState', {
  COMPLETED: Type.Integer({ default: 0 }),
  PENDING: Type.Integer({ default: 0 }),
  RUNNING: Type.Integer({ default: 0 }),
  FAILED: Type.Integer({ default: 0 }),
  CANCELLED: Type.Integer({ default: 0 }),
  CRASHED: Type.Integer({ default: 0 }),
  PAUSED: Type.Integer({ default: 0 }),
  CANCELLING: Type.Integer({ default: 0 }),
  SCHEDULED: Type.Integer({ default: 0 }),
})
export type CountByState = Static<typeof CountByState>

/** What is wrong with a value: a text, or what is wrong with a part of it. */
export type SchemaValueError = string | SchemaValuePropertyError | SchemaValueIndexError

export interface SchemaValuePropertyError {
  property: string
  errors: SchemaValueError[]
}

export interface SchemaValueIndexError {
  index: number
  errors: SchemaValueError[]
}

const NestedError = Type.Union([
  Type.String(),
  Recursive<SchemaValuePropertyError>('SchemaValuePropertyError', (): TSchema => SchemaValuePropertyError),
  Recursive<SchemaValueIndexError>('SchemaValueIndexError', (): TSchema => SchemaValueIndexError),
])

export const SchemaValuePropertyError = Model('SchemaValuePropertyError', {
  property: Type.String(),
  errors: Type.Array(NestedError),
})

export const SchemaValueIndexError = Model('SchemaValueIndexError', {
  index: Type.Integer(),
  errors: Type.Array(NestedError),
})

export const SchemaValuesValidationResponse = Model('SchemaValuesValidationResponse', {
  errors: Type.Array(Type.Union([Type.String(), SchemaValuePropertyError, SchemaValueIndexError])),
  valid: Type.Boolean(),
})
export type SchemaValuesValidationResponse = Static<typeof SchemaValuesValidationResponse>

export const SimpleFlowRun = Model('SimpleFlowRun', {
  id: Uuid(),
  state_type: StateType,
  timestamp: DateTime(),
  duration: Type.Number(),
  lateness: Type.Number(),
})
export type SimpleFlowRun = Static<typeof SimpleFlowRun>

export const SimpleNextFlowRun = Model('SimpleNextFlowRun', {
  id: Uuid(),
  flow_id: Uuid(),
  name: Type.String(),
  state_name: Type.String(),
  state_type: StateType,
  next_scheduled_start_time: DateTime(),
})
export type SimpleNextFlowRun = Static<typeof SimpleNextFlowRun>

export const TaskRunCount = Named('TaskRunCount', DictOf(Type.Integer()))
export type TaskRunCount = Static<typeof TaskRunCount>

export const UITaskRun = Model('UITaskRun', {
  ...TaskRun.properties,
  flow_run_name: Maybe(Type.String()),
})
export type UITaskRun = Static<typeof UITaskRun>
