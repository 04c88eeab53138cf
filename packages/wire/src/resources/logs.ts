import type { Static } from 'typebox'
import { DateTime, Maybe, Model, StrictModel, stored, Uuid } from '../schema.ts'
import Type from '../type.ts'

export const Log = Model('Log', {
  ...stored,
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
