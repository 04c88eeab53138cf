import type { Static } from 'typebox'
import { DateTime, Model } from '../schema.ts'
import Type from '../type.ts'
import { StateType } from './states.ts'

export const HistoryResponseState = Model('HistoryResponseState', {
  state_type: StateType,
  state_name: Type.String(),
  count_runs: Type.Integer(),
  sum_estimated_run_time: Type.Number(),
  sum_estimated_lateness: Type.Number(),
})
export type HistoryResponseState = Static<typeof HistoryResponseState>

export const HistoryResponse = Model('HistoryResponse', {
  interval_start: DateTime(),
  interval_end: DateTime(),
  states: Type.Array(HistoryResponseState),
})
export type HistoryResponse = Static<typeof HistoryResponse>
