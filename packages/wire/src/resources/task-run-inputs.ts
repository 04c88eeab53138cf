import type { Static } from 'typebox'
import { DictOf, Model, Uuid } from '../schema.ts'
import Type from '../type.ts'

export const Constant = Model('Constant', {
  input_type: Type.Literal('constant', { default: 'constant' }),
  type: Type.String(),
})
export type Constant = Static<typeof Constant>

export const FlowRunResult = Model('FlowRunResult', {
  input_type: Type.Literal('flow_run', { default: 'flow_run' }),
  id: Uuid(),
})
export type FlowRunResult = Static<typeof FlowRunResult>

export const Parameter = Model('Parameter', {
  input_type: Type.Literal('parameter', { default: 'parameter' }),
  name: Type.String(),
})
export type Parameter = Static<typeof Parameter>

export const TaskRunResult = Model('TaskRunResult', {
  input_type: Type.Literal('task_run', { default: 'task_run' }),
  id: Uuid(),
})
export type TaskRunResult = Static<typeof TaskRunResult>

/** Where the arguments of a task came from, by argument. */
export const TaskInputs = DictOf(Type.Array(Type.Union([TaskRunResult, FlowRunResult, Parameter, Constant])))
export type TaskInputs = Static<typeof TaskInputs>
