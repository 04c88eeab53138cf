import type { Instant, StateDetails, StateType } from '@reeve/wire'
import { defineBatch } from '../../batch.ts'
import type { Db } from '../../database.ts'

/** One transition of a task run to be written. */
export interface TaskRunTransition {
  run_id: string
  state_id: string
  type: StateType
  name: string
  timestamp: Instant
  message: string | null
  state_details: Partial<StateDetails>
  result_artifact_id: string | null
  run_count: number
  flow_run_run_count: number
  start_time: Instant | null
  end_time: Instant | null
  total_run_time: number
  expected_start_time: Instant | null
  next_scheduled_start_time: Instant | null
  now: Instant
}

const transitions = defineBatch<TaskRunTransition>({
  name: 'save-task-run-transitions',
  columns: {
    run_id: 'uuid',
    state_id: 'uuid',
    type: 'state-type',
    name: 'text',
    timestamp: 'instant',
    message: 'text',
    state_details: 'json',
    result_artifact_id: 'uuid',
    run_count: 'integer',
    flow_run_run_count: 'integer',
    start_time: 'instant',
    end_time: 'instant',
    total_run_time: 'interval',
    expected_start_time: 'instant',
    next_scheduled_start_time: 'instant',
    now: 'instant',
  },
  steps: {
    states: () => `
      INSERT INTO task_run_state (id, created, updated, task_run_id, type, timestamp, name, message, state_details,
        result_artifact_id)
      SELECT state_id, now, now, run_id, type, timestamp, name, message, state_details, result_artifact_id FROM input`,
    runs: () => `
      UPDATE task_run SET state_id = i.state_id, state_type = i.type, state_name = i.name,
        state_timestamp = i.timestamp, run_count = i.run_count, flow_run_run_count = i.flow_run_run_count,
        start_time = i.start_time, end_time = i.end_time, total_run_time = i.total_run_time,
        expected_start_time = i.expected_start_time, next_scheduled_start_time = i.next_scheduled_start_time,
        updated = i.now
      FROM input AS i WHERE task_run.id = i.run_id`,
  },
})

/** Writes a batch of task-run transitions whose rows are locked by `loadTaskRunFacts`. [A11-A23] */
export const saveTaskRunTransitions = async (db: Db, rows: readonly TaskRunTransition[]): Promise<void> => {
  await transitions.execute(db, rows)
}

/** A completed state to be found under its cache key. [B55] */
export interface CacheEntry {
  id: string
  cache_key: string
  cache_expiration: Instant | null
  task_run_state_id: string
  now: Instant
}

const cacheEntries = defineBatch<CacheEntry>({
  name: 'insert-cache-entries',
  columns: {
    id: 'uuid',
    cache_key: 'text',
    cache_expiration: 'instant',
    task_run_state_id: 'uuid',
    now: 'instant',
  },
  steps: {
    entries: () => `
      INSERT INTO task_run_state_cache (id, created, updated, cache_key, cache_expiration, task_run_state_id)
      SELECT id, now, now, cache_key, cache_expiration, task_run_state_id FROM input`,
  },
})

/** Makes states findable under their cache keys. [B55] */
export const insertCacheEntries = async (db: Db, rows: readonly CacheEntry[]): Promise<void> => {
  await cacheEntries.execute(db, rows)
}

/** The task runs that hold an older tag limit, as they shall be. [F19] */
export interface LegacySlots {
  id: string
  active_slots: readonly string[]
  now: Instant
}

const legacySlots = defineBatch<LegacySlots>({
  name: 'save-legacy-tag-slots',
  columns: { id: 'uuid', active_slots: 'json', now: 'instant' },
  steps: {
    limits: () => `
      UPDATE concurrency_limit SET active_slots = i.active_slots, updated = i.now FROM input AS i
      WHERE concurrency_limit.id = i.id`,
  },
})

/** Writes who holds the older tag limits, whose rows are locked by `loadLegacyTagLimits`. */
export const saveLegacyTagSlots = async (db: Db, rows: readonly LegacySlots[]): Promise<void> => {
  await legacySlots.execute(db, rows)
}
