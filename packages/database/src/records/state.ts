import type { Instant, Json, JsonObject, State, StateDetails, StateType } from '@reeve/wire'
import { readInstant } from '@reeve/wire'

/** What a query selects of a run's current state; all null if there is none. */
export interface StateColumns {
  readonly current_id: string | null
  readonly current_type: StateType | null
  readonly current_name: string | null
  readonly current_timestamp: Instant | null
  readonly current_message: string | null
  readonly current_details: JsonObject | null
  /** The older place of a state's data. [A9] */
  readonly current_data: Json
  readonly result_data: Json
}

/** Selects `StateColumns` from a table of states joined as `state` and their artifacts joined as `result`. */
export const STATE_COLUMNS = `state.id AS current_id, state.type AS current_type, state.name AS current_name,
  state.timestamp AS current_timestamp, state.message AS current_message, state.state_details AS current_details,
  state.data AS current_data, result.data AS result_data`

/** Joins the current state of a run and its artifact, from the table of that kind of run's states. */
export const joinState = (run: string, states: string) => `
  LEFT JOIN ${states} AS state ON state.id = ${run}.state_id
  LEFT JOIN artifact AS result ON result.id = state.result_artifact_id`

/** The state that the columns describe; null if they describe none. [A6, A9] */
export function toState(row: StateColumns): State | null {
  if (row.current_id === null) return null
  return {
    id: row.current_id,
    type: row.current_type as StateType,
    name: row.current_name,
    timestamp: row.current_timestamp as Instant,
    message: row.current_message,
    data: isNothing(row.current_data) ? row.result_data : row.current_data,
    state_details: toStateDetails(row.current_details ?? {}),
  }
}

/** What Python takes for nothing. [A9] */
function isNothing(data: Json): boolean {
  if (data === null || typeof data !== 'object') return !data
  return Array.isArray(data) ? data.length === 0 : Object.keys(data).length === 0
}

/** Details as stored to details as the API knows them: all of them and no others. [A5, L12] */
function toStateDetails(stored: Partial<Record<keyof StateDetails, unknown>>): StateDetails {
  const text = (value: unknown) => (value ?? null) as string | null
  return {
    flow_run_id: text(stored.flow_run_id),
    task_run_id: text(stored.task_run_id),
    child_flow_run_id: text(stored.child_flow_run_id),
    scheduled_time: toInstant(stored.scheduled_time),
    cache_key: text(stored.cache_key),
    cache_expiration: toInstant(stored.cache_expiration),
    deferred: (stored.deferred === undefined ? false : stored.deferred) as boolean | null,
    untrackable_result: (stored.untrackable_result ?? false) as boolean,
    pause_timeout: toInstant(stored.pause_timeout),
    pause_reschedule: (stored.pause_reschedule ?? false) as boolean,
    pause_key: text(stored.pause_key),
    run_input_keyset: (stored.run_input_keyset ?? null) as StateDetails['run_input_keyset'],
    refresh_cache: (stored.refresh_cache ?? null) as boolean | null,
    retriable: (stored.retriable ?? null) as boolean | null,
    transition_id: text(stored.transition_id),
    task_parameters_id: text(stored.task_parameters_id),
    traceparent: text(stored.traceparent),
    deployment_concurrency_lease_id: text(stored.deployment_concurrency_lease_id),
  }
}

/** Instants inside JSON are kept as the API prints them. [L12] */
const toInstant = (stored: unknown): Instant | null =>
  typeof stored === 'string' ? readInstant(stored) : null
