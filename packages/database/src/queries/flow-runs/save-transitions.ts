import type { Instant, JsonObject, StateDetails, StateType } from '@reeve/wire'
import { type Batch, type BatchDefinition, defineBatch } from '../../batch.ts'
import type { Db } from '../../database.ts'

/** One transition of a flow run to be written: the columns as they shall be, and the state if there is a new one. */
export interface FlowRunTransition {
  run_id: string
  /** The state that the decision was made on; if another is in force by now, the batch fails. */
  previous_state_id: string | null
  state_id: string
  type: StateType
  name: string
  timestamp: Instant
  message: string | null
  state_details: Partial<StateDetails>
  result_artifact_id: string | null
  run_count: number
  start_time: Instant | null
  end_time: Instant | null
  total_run_time: number
  expected_start_time: Instant | null
  next_scheduled_start_time: Instant | null
  empirical_policy: JsonObject
  now: Instant
}

const OPTIONAL = [
  'run_count',
  'total_run_time',
  'start_time',
  'end_time',
  'expected_start_time',
  'next_scheduled_start_time',
  'empirical_policy',
] as const

/** Columns that many transitions leave alone. */
export type OptionalColumn = (typeof OPTIONAL)[number]

const made = new Map<string, Batch<FlowRunTransition>>()

/**
 * The batch that writes these columns besides what every transition changes; made on first use. SQLite makes an
 * index's entry anew whenever an UPDATE names its column: naming all times costs three times as much as the rest.
 */
function transitionsWith(columns: readonly OptionalColumn[]): Batch<FlowRunTransition> {
  const name = ['save-flow-run-transitions', ...columns.map((column) => OPTIONAL.indexOf(column))].join('-')
  const known = made.get(name)
  if (known) return known
  const batch = defineBatch<FlowRunTransition>(definition(name, columns))
  made.set(name, batch)
  return batch
}

const definition = (
  name: string,
  columns: readonly OptionalColumn[],
): BatchDefinition<FlowRunTransition> => ({
  name,
  columns: {
    run_id: 'uuid',
    previous_state_id: 'uuid',
    state_id: 'uuid',
    type: 'state-type',
    name: 'text',
    timestamp: 'instant',
    message: 'text',
    state_details: 'json',
    result_artifact_id: 'uuid',
    run_count: 'integer',
    start_time: 'instant',
    end_time: 'instant',
    total_run_time: 'interval',
    expected_start_time: 'instant',
    next_scheduled_start_time: 'instant',
    empirical_policy: 'json',
    now: 'instant',
  },
  steps: {
    states: () => `
      INSERT INTO flow_run_state (id, created, updated, flow_run_id, type, timestamp, name, message, state_details,
        result_artifact_id)
      SELECT state_id, now, now, run_id, type, timestamp, name, message, state_details, result_artifact_id FROM input`,
    runs: (dialect) => `
      UPDATE flow_run SET state_id = i.state_id, state_type = i.type, state_name = i.name,
        state_timestamp = i.timestamp, ${columns.map((column) => `${column} = i.${column}, `).join('')}
        updated = i.now
      FROM input AS i
      WHERE flow_run.id = i.run_id AND flow_run.state_id ${dialect.isNotDistinctFrom} i.previous_state_id
      RETURNING flow_run.id`,
  },
  result: 'runs',
})

/** A transition, and which columns it changes of those that others leave alone. */
export interface ChangedRun {
  readonly transition: FlowRunTransition
  readonly changed: Partial<Record<OptionalColumn, unknown>>
}

/**
 * Writes a batch of transitions: the only writer of flow-run states. The rows are locked by `loadTransitionFacts`;
 * should a run be gone or in another state all the same, it throws, so that no state is kept that no run entered.
 * [A11-A23]
 */
export async function saveTransitions(db: Db, rows: readonly ChangedRun[]): Promise<void> {
  const columns = OPTIONAL.filter((column) => rows.some(({ changed }) => column in changed))
  const moved = await transitionsWith(columns).execute(
    db,
    rows.map(({ transition }) => transition),
  )
  if (moved.length < rows.length) {
    throw new Error(
      `Cannot save ${rows.length} transitions: ${rows.length - moved.length} of the runs left the state they were decided on`,
    )
  }
}

/** An effect on a run whose state stays: rules may change its policy all the same. [B7, B30, B33, B37] */
export interface PolicyChange {
  run_id: string
  empirical_policy: JsonObject
  now: Instant
}

const policies = defineBatch<PolicyChange>({
  name: 'save-flow-run-policies',
  columns: { run_id: 'uuid', empirical_policy: 'json', now: 'instant' },
  steps: {
    runs: () => `
      UPDATE flow_run SET empirical_policy = i.empirical_policy, updated = i.now FROM input AS i
      WHERE flow_run.id = i.run_id`,
  },
})

/** Writes the policies of runs whose state stays. */
export const savePolicies = async (db: Db, rows: readonly PolicyChange[]): Promise<void> => {
  await policies.execute(db, rows)
}
