import type { Static } from 'typebox'
import type { ParseContext } from '../parse/context.ts'
import {
  Anything,
  Choice,
  DateTime,
  DictOf,
  Finished,
  Initially,
  Maybe,
  Model,
  Nullable,
  Present,
  StrictModel,
  Uuid,
} from '../schema.ts'
import Type from '../type.ts'

export const StateDetails = Model('StateDetails', {
  flow_run_id: Maybe(Uuid()),
  task_run_id: Maybe(Uuid()),
  child_flow_run_id: Maybe(Uuid()),
  scheduled_time: Maybe(DateTime()),
  cache_key: Maybe(Type.String()),
  cache_expiration: Maybe(DateTime()),
  deferred: Nullable(Type.Boolean(), { default: false }),
  untrackable_result: Type.Boolean({ default: false }),
  pause_timeout: Maybe(DateTime()),
  pause_reschedule: Type.Boolean({ default: false }),
  pause_key: Maybe(Type.String()),
  run_input_keyset: Maybe(DictOf(Type.String())),
  refresh_cache: Maybe(Type.Boolean()),
  retriable: Maybe(Type.Boolean()),
  transition_id: Maybe(Uuid()),
  task_parameters_id: Maybe(Uuid()),
  traceparent: Maybe(Type.String()),
  deployment_concurrency_lease_id: Maybe(Uuid()),
})
export type StateDetails = Static<typeof StateDetails>

export const StateType = Choice('StateType', [
  'SCHEDULED',
  'PENDING',
  'RUNNING',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  'CRASHED',
  'PAUSED',
  'CANCELLING',
])
export type StateType = Static<typeof StateType>

export const State = Model('State', {
  id: Uuid(),
  type: StateType,
  name: Maybe(Type.String()),
  timestamp: Present(DateTime()),
  message: Maybe(Type.String()),
  data: Maybe(Anything()),
  state_details: Initially(StateDetails, {}),
})
export type State = Static<typeof State>

const SentState = StrictModel('StateCreate', {
  type: StateType,
  name: Maybe(Type.String()),
  message: Maybe(Type.String()),
  data: Maybe(Anything()),
  state_details: Initially(StateDetails, {}),
})

/** `AWAITING_RETRY` becomes `Awaiting Retry`. [A1] */
const defaultName = (type: StateType) =>
  type
    .split('_')
    .map((word) => `${word.slice(0, 1)}${word.slice(1).toLowerCase()}`)
    .join(' ')

/** A state always has a name, and a scheduled one a time. [A1] */
const withDefaults = (state: Static<typeof SentState>, { now }: ParseContext) => ({
  ...state,
  name: state.name ?? defaultName(state.type),
  state_details:
    state.type === 'SCHEDULED' && state.state_details.scheduled_time === null
      ? { ...state.state_details, scheduled_time: now }
      : state.state_details,
})

export const StateCreate = Finished(SentState, withDefaults)
export type StateCreate = Static<typeof StateCreate>
