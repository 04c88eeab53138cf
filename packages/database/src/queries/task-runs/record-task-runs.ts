import type { Instant, Json, JsonObject, StateDetails, StateType } from '@reeve/wire'
import { defineBatch } from '../../batch.ts'
import type { Db, Statement } from '../../database.ts'

/** By what a task run may be known: its id or its natural key. [H3] */
export interface TaskRunKeys {
  id: string
  flow_run_id: string | null
  task_key: string
  dynamic_key: string
}

/** A task run as its client reports it. [H2] */
export interface RecordedTaskRun extends TaskRunKeys {
  name: string
  run_count: number
  flow_run_run_count: number
  expected_start_time: Instant | null
  next_scheduled_start_time: Instant | null
  start_time: Instant | null
  end_time: Instant | null
  total_run_time: number
  cache_key: string | null
  cache_expiration: Instant | null
  task_version: string | null
  empirical_policy: JsonObject
  task_inputs: JsonObject
  tags: readonly string[]
  labels: JsonObject | null
  state_id: string | null
  state_type: StateType | null
  state_name: string | null
  state_timestamp: Instant | null
}

const COLUMNS = {
  id: 'uuid',
  flow_run_id: 'uuid',
  task_key: 'text',
  dynamic_key: 'text',
  name: 'text',
  run_count: 'integer',
  flow_run_run_count: 'integer',
  expected_start_time: 'instant',
  next_scheduled_start_time: 'instant',
  start_time: 'instant',
  end_time: 'instant',
  total_run_time: 'interval',
  cache_key: 'text',
  cache_expiration: 'instant',
  task_version: 'text',
  empirical_policy: 'json',
  task_inputs: 'json',
  tags: 'json',
  labels: 'json',
  state_id: 'uuid',
  state_type: 'state-type',
  state_name: 'text',
  state_timestamp: 'instant',
} as const
const NAMES = Object.keys(COLUMNS)

const known = defineBatch<TaskRunKeys>({
  name: 'load-recorded-task-runs',
  columns: { id: 'uuid', flow_run_id: 'uuid', task_key: 'text', dynamic_key: 'text' },
  steps: {
    // CROSS JOIN keeps SQLite from scanning the table for each key.
    runs: (dialect) => `
      SELECT ${NAMES.map((name) => `tr.${name}`).join(', ')} FROM task_run AS tr
      WHERE tr.id IN (
        SELECT id FROM input UNION
        SELECT t.id FROM input AS i CROSS JOIN task_run AS t
        WHERE t.flow_run_id = i.flow_run_id AND t.task_key = i.task_key AND t.dynamic_key = i.dynamic_key)
      ORDER BY tr.id ${dialect.forUpdate}`,
  },
  result: 'runs',
})

/** The task runs with these ids or natural keys, locked in the order of their ids. [H3] */
export const loadRecordedTaskRuns = async (
  db: Db,
  keys: readonly TaskRunKeys[],
): Promise<RecordedTaskRun[]> => (await known.execute(db, keys)) as unknown as RecordedTaskRun[]

const flowRuns: Statement = {
  name: 'select-existing-flow-runs',
  text: (dialect) => `SELECT id FROM flow_run WHERE ${dialect.isAnyUuid('id', 1)}`,
}

/** Those of these flow runs that exist. */
export async function selectExistingFlowRuns(db: Db, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db.run<{ id: string }>(flowRuns, [db.dialect.list(ids)])
  return rows.map(({ id }) => id)
}

type Dated<Row> = Row & { now: Instant }

const added = defineBatch<Dated<RecordedTaskRun>>({
  name: 'insert-recorded-task-runs',
  columns: { ...COLUMNS, now: 'instant' },
  steps: {
    runs: () => `
      INSERT INTO task_run (created, updated, ${NAMES.join(', ')}) SELECT now, now, ${NAMES.join(', ')} FROM input
      WHERE true ON CONFLICT DO NOTHING RETURNING id`,
  },
  result: 'runs',
})

/** Adds task runs; returns the ids of those that nobody added meanwhile under the same id or natural key. */
export async function insertRecordedTaskRuns(
  db: Db,
  rows: readonly Dated<RecordedTaskRun>[],
): Promise<string[]> {
  const inserted = await added.execute(db, rows)
  return inserted.map(({ id }) => id as string)
}

const changed = defineBatch<Dated<RecordedTaskRun>>({
  name: 'update-recorded-task-runs',
  columns: { ...COLUMNS, now: 'instant' },
  steps: {
    runs: () => `
      UPDATE task_run SET updated = i.now,
        ${NAMES.filter((name) => name !== 'id')
          .map((name) => `${name} = i.${name}`)
          .join(', ')}
      FROM input AS i WHERE task_run.id = i.id`,
  },
})

/** Writes task runs whose rows are locked by `loadRecordedTaskRuns`. */
export const updateRecordedTaskRuns = async (
  db: Db,
  rows: readonly Dated<RecordedTaskRun>[],
): Promise<void> => {
  await changed.execute(db, rows)
}

/** A state as the client reports it. Its data goes to the older place, the column. [H2] */
export interface RecordedState {
  id: string
  task_run_id: string
  type: StateType
  name: string
  timestamp: Instant
  message: string | null
  state_details: Partial<StateDetails>
  data: Json
}

const states = defineBatch<Dated<RecordedState>>({
  name: 'insert-recorded-states',
  columns: {
    id: 'uuid',
    task_run_id: 'uuid',
    type: 'state-type',
    name: 'text',
    timestamp: 'instant',
    message: 'text',
    state_details: 'json',
    data: 'json',
    now: 'instant',
  },
  steps: {
    states: () => `
      INSERT INTO task_run_state (id, created, updated, task_run_id, type, timestamp, name, message, state_details, data)
      SELECT id, now, now, task_run_id, type, timestamp, name, message, state_details, data FROM input
      WHERE true ON CONFLICT DO NOTHING`,
  },
})

/** Adds states; one that is there already, or another at its very time, is left alone. [H4] */
export const insertRecordedStates = async (db: Db, rows: readonly Dated<RecordedState>[]): Promise<void> => {
  await states.execute(db, rows)
}
