import Type, { type Static } from 'typebox'
import { DateTime, Maybe, Model, Nullable, StrictModel, Uuid } from '../schema.ts'

export const Log = Model('Log', {
  id: Uuid(),
  created: Nullable(DateTime()),
  updated: Nullable(DateTime()),
  name: Type.String(),
  level: Type.Integer(),
  message: Type.String(),
  timestamp: DateTime(),
  flow_run_id: Maybe(Uuid()),
  task_run_id: Maybe(Uuid()),
})
export type Log = Static<typeof Log>

export const LogCreate = StrictModel('LogCreate', {
  name: Type.String(),
  level: Type.Integer(),
  message: Type.String(),
  timestamp: DateTime(),
  flow_run_id: Maybe(Uuid()),
  task_run_id: Maybe(Uuid()),
})
export type LogCreate = Static<typeof LogCreate>
