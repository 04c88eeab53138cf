import type { Instant, Json, JsonObject, State, StateDetails, StateType } from '@reeve/wire'
import { printInstant, readInstant } from '@reeve/wire'

/** The columns of a state as queries return them; null if the run has none. */
export interface StoredState {
  readonly state_id: string | null
  readonly state_type: StateType | null
  readonly state_name: string | null
  readonly state_timestamp: Instant | null
  readonly state_message: string | null
  readonly state_details: JsonObject | null
  /** The older place of a state's data; wins if it holds something. [A9] */
  readonly state_data: Json
  readonly result_data: Json
}

const DETAIL_DEFAULTS: StateDetails = {
  flow_run_id: null,
  task_run_id: null,
  child_flow_run_id: null,
  scheduled_time: null,
  cache_key: null,
  cache_expiration: null,
  deferred: false,
  untrackable_result: false,
  pause_timeout: null,
  pause_reschedule: false,
  pause_key: null,
  run_input_keyset: null,
  refresh_cache: null,
  retriable: null,
  transition_id: null,
  task_parameters_id: null,
  traceparent: null,
  deployment_concurrency_lease_id: null,
}

const INSTANTS_IN_DETAILS = ['scheduled_time', 'cache_expiration', 'pause_timeout'] as const

/** The state that a row describes, or null if it describes none. [A6, A9] */
export function readStoredState(row: StoredState): State | null {
  if (
    row.state_id === null ||
    row.state_type === null ||
    row.state_name === null ||
    row.state_timestamp === null
  )
    return null
  return {
    id: row.state_id,
    type: row.state_type,
    name: row.state_name,
    timestamp: row.state_timestamp,
    message: row.state_message,
    data: row.state_data || row.result_data,
    state_details: readDetails(row.state_details),
  }
}

/** Details as rules read them: every key there, instants canonical. [A5] */
function readDetails(stored: JsonObject | null): StateDetails {
  const details: Record<string, unknown> = { ...DETAIL_DEFAULTS, ...stored }
  for (const key of INSTANTS_IN_DETAILS) {
    const text = details[key]
    if (typeof text === 'string') details[key] = readInstant(text)
  }
  return details as unknown as StateDetails
}

/**
 * Details as the database keeps them, instants as the API prints them. What is as it would be without being said is
 * left out: of the 18 details most states have one or two. [L12]
 */
export function storeDetails(details: StateDetails): Partial<StateDetails> {
  const stored: Record<string, unknown> = {}
  // As entries they would be a list for each of the 18.
  for (const key in details) {
    const value = details[key as keyof StateDetails]
    if (value !== DETAIL_DEFAULTS[key as keyof StateDetails]) stored[key] = value
  }
  for (const key of INSTANTS_IN_DETAILS) {
    const instant = details[key]
    if (instant) stored[key] = printInstant(instant)
  }
  return stored
}
