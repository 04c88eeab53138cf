import type { Instant, Json, JsonObject, StateType } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'
import { loadLocked } from '../../load-locked.ts'

/** All that a transition of a task run is decided on, as stored. */
export interface TaskRunFactsRow {
  id: string
  flow_run_id: string | null
  flow_run_run_count: number
  task_key: string
  tags: string[]
  empirical_policy: JsonObject
  run_count: number
  start_time: Instant | null
  end_time: Instant | null
  total_run_time: number
  expected_start_time: Instant | null
  next_scheduled_start_time: Instant | null
  state_id: string | null
  state_type: StateType | null
  state_name: string | null
  state_timestamp: Instant | null
  state_message: string | null
  state_details: JsonObject | null
  state_data: Json
  result_data: Json
  flow_row_id: string | null
  flow_row_run_count: number | null
  flow_state_id: string | null
  flow_state_type: StateType | null
  flow_state_name: string | null
  flow_state_timestamp: Instant | null
  flow_state_message: string | null
  flow_state_details: JsonObject | null
}

const statement: Statement = {
  name: 'load-task-run-transition-facts',
  text: (dialect) => `
    SELECT tr.id, tr.flow_run_id, tr.flow_run_run_count, tr.task_key, tr.tags, tr.empirical_policy, tr.run_count,
      tr.start_time, tr.end_time, tr.total_run_time, tr.expected_start_time, tr.next_scheduled_start_time,
      tr.state_id, s.type AS state_type, s.name AS state_name, s.timestamp AS state_timestamp,
      s.message AS state_message, s.state_details AS state_details, s.data AS state_data, a.data AS result_data,
      fr.id AS flow_row_id, fr.run_count AS flow_row_run_count, fs.id AS flow_state_id, fs.type AS flow_state_type,
      fs.name AS flow_state_name, fs.timestamp AS flow_state_timestamp, fs.message AS flow_state_message,
      fs.state_details AS flow_state_details
    FROM task_run AS tr
    LEFT JOIN task_run_state AS s ON s.id = tr.state_id
    LEFT JOIN artifact AS a ON a.id = s.result_artifact_id
    LEFT JOIN flow_run AS fr ON fr.id = tr.flow_run_id
    LEFT JOIN flow_run_state AS fs ON fs.id = fr.state_id
    WHERE ${dialect.isAnyUuid('tr.id', 1)}
    ${dialect.lockedInOrder('tr')}`,
}

/** Loads what the rules read of these task runs, their rows locked in the order of their ids. */
export const loadTaskRunFacts = (db: Db, ids: readonly string[]): Promise<TaskRunFactsRow[]> =>
  loadLocked<TaskRunFactsRow>(db, statement, ids)

/** The newest unexpired state cached under a key. [B43] */
export interface CachedStateRow {
  id: string
  type: StateType
  name: string
  timestamp: Instant
  message: string | null
  state_details: JsonObject
  state_data: Json
  result_data: Json
}

const cached: Statement = {
  name: 'read-cached-state',
  text: (dialect) => `
    SELECT s.id AS id, s.type AS type, s.name AS name, s.timestamp AS timestamp, s.message AS message,
      s.state_details AS state_details, s.data AS state_data, a.data AS result_data
    FROM task_run_state_cache AS c
    JOIN task_run_state AS s ON s.id = c.task_run_state_id
    LEFT JOIN artifact AS a ON a.id = s.result_artifact_id
    WHERE c.cache_key = ${dialect.parameter(1)}
      AND (c.cache_expiration IS NULL OR c.cache_expiration > ${dialect.parameter(2)})
    ORDER BY c.created DESC LIMIT 1`,
}

/** The newest state cached under `key` that has not expired by `now`, if any. [B43] */
export async function readCachedState(
  db: Db,
  key: string,
  now: Instant,
): Promise<CachedStateRow | undefined> {
  const [row] = await db.run<CachedStateRow>(cached, [key, now])
  return row
}

/** A row of the older tag limits. [F19] */
export interface LegacyTagLimitRow {
  id: string
  tag: string
  concurrency_limit: number
  active_slots: string[]
}

const legacy: Statement = {
  name: 'load-legacy-tag-limits',
  text: (dialect) => `
    SELECT id, tag, concurrency_limit, active_slots FROM concurrency_limit
    WHERE ${dialect.isAnyText('tag', 1)} ORDER BY id ${dialect.forUpdate}`,
}

/** The older limits of these tags, locked. [F19] */
export async function loadLegacyTagLimits(db: Db, tags: readonly string[]): Promise<LegacyTagLimitRow[]> {
  return tags.length === 0 ? [] : db.run<LegacyTagLimitRow>(legacy, [db.dialect.list(tags)])
}
