import type { Static } from 'typebox'
import { WorkerStatus } from '../resources/workers.ts'
import { AnyOf, DateTime, Default, Maybe, Model, StrictModel } from '../schema.ts'
import Type from '../type.ts'
import { Operator } from './operator.ts'

export const TaskWorkerFilter = Model('TaskWorkerFilter', {
  task_keys: Type.Array(Type.String()),
})
export type TaskWorkerFilter = Static<typeof TaskWorkerFilter>

export const WorkerFilterLastHeartbeatTime = StrictModel('WorkerFilterLastHeartbeatTime', {
  before_: Maybe(DateTime()),
  after_: Maybe(DateTime()),
})
export type WorkerFilterLastHeartbeatTime = Static<typeof WorkerFilterLastHeartbeatTime>

export const WorkerFilterStatus = StrictModel('WorkerFilterStatus', {
  any_: AnyOf(WorkerStatus),
  not_any_: AnyOf(WorkerStatus),
})
export type WorkerFilterStatus = Static<typeof WorkerFilterStatus>

export const WorkerFilter = StrictModel('WorkerFilter', {
  operator: Default(Operator, 'and_'),
  last_heartbeat_time: Maybe(WorkerFilterLastHeartbeatTime),
  status: Maybe(WorkerFilterStatus),
})
export type WorkerFilter = Static<typeof WorkerFilter>
