import type { Static } from 'typebox'
import { Choice, DateTime, Default, Maybe, Model, stored, Uuid } from '../schema.ts'
import Type from '../type.ts'
import { FlowRun } from './flow-runs.ts'

export const TaskWorkerResponse = Model('TaskWorkerResponse', {
  identifier: Type.String(),
  task_keys: Type.Array(Type.String()),
  timestamp: DateTime(),
})
export type TaskWorkerResponse = Static<typeof TaskWorkerResponse>

export const WorkerFlowRunResponse = Model('WorkerFlowRunResponse', {
  work_pool_id: Uuid(),
  work_queue_id: Uuid(),
  flow_run: FlowRun,
})
export type WorkerFlowRunResponse = Static<typeof WorkerFlowRunResponse>

export const WorkerStatus = Choice('WorkerStatus', ['ONLINE', 'OFFLINE'])
export type WorkerStatus = Static<typeof WorkerStatus>

export const WorkerResponse = Model('WorkerResponse', {
  ...stored,
  name: Type.String(),
  work_pool_id: Uuid(),
  last_heartbeat_time: Maybe(DateTime()),
  heartbeat_interval_seconds: Maybe(Type.Integer()),
  status: Default(WorkerStatus, 'OFFLINE'),
})
export type WorkerResponse = Static<typeof WorkerResponse>
