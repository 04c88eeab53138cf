import { type Instant, type TaskRun, type TaskRunPolicy, withPlainNumbers } from '@reeve/wire'
import type { Selectable } from 'kysely'
import type { Tables } from '../schema/tables.ts'
import { estimatedRunTime, estimatedStartTimeDelta } from './estimates.ts'
import { joinState, STATE_COLUMNS, type StateColumns, toState } from './state.ts'

/** What a query selects of a task run to answer it. */
export type TaskRunRow = Selectable<Tables['task_run']> & StateColumns

/** Selects a `TaskRunRow` from `TASK_RUN_JOINS`. */
export const TASK_RUN_COLUMNS = `task_run.id, task_run.created, task_run.updated, task_run.name, task_run.flow_run_id,
  task_run.task_key, task_run.dynamic_key, task_run.cache_key, task_run.cache_expiration, task_run.task_version,
  task_run.empirical_policy, task_run.tags, task_run.labels, task_run.state_id, task_run.task_inputs,
  task_run.state_type, task_run.state_name, task_run.state_timestamp, task_run.run_count,
  task_run.flow_run_run_count, task_run.expected_start_time, task_run.next_scheduled_start_time,
  task_run.start_time, task_run.end_time, task_run.total_run_time, ${STATE_COLUMNS}`

/** What belongs to a task run in an answer, one row each at most. */
export const TASK_RUN_JOINS = joinState('task_run', 'task_run_state')

/** A task run as the API answers it. [A24, A25] */
export function toTaskRun(row: TaskRunRow, now: Instant): TaskRun {
  return {
    id: row.id,
    created: row.created,
    updated: row.updated,
    name: row.name,
    flow_run_id: row.flow_run_id,
    task_key: row.task_key,
    dynamic_key: row.dynamic_key,
    cache_key: row.cache_key,
    cache_expiration: row.cache_expiration,
    task_version: row.task_version,
    empirical_policy: toTaskRunPolicy(row.empirical_policy as Partial<TaskRunPolicy>),
    tags: row.tags as string[],
    labels: row.labels as TaskRun['labels'],
    state_id: row.state_id,
    task_inputs: row.task_inputs as TaskRun['task_inputs'],
    state_type: row.state_type,
    state_name: row.state_name,
    run_count: row.run_count,
    flow_run_run_count: row.flow_run_run_count,
    expected_start_time: row.expected_start_time,
    next_scheduled_start_time: row.next_scheduled_start_time,
    start_time: row.start_time,
    end_time: row.end_time,
    total_run_time: row.total_run_time,
    estimated_run_time: estimatedRunTime(row, now),
    estimated_start_time_delta: estimatedStartTimeDelta(row, now),
    state: toState(row),
  }
}

/** A policy with what older rows lack; fields of older clients fill the ones that replaced them. [C8] */
function toTaskRunPolicy(kept: Partial<TaskRunPolicy>): TaskRunPolicy {
  // The reference keeps the older delay as a float.
  const stored = withPlainNumbers(kept)
  return {
    max_retries: stored.max_retries ?? 0,
    retry_delay_seconds: stored.retry_delay_seconds ?? 0,
    retries: stored.retries || stored.max_retries || (stored.retries ?? null),
    retry_delay: isNothing(stored.retry_delay)
      ? stored.retry_delay_seconds || (stored.retry_delay ?? null)
      : (stored.retry_delay ?? null),
    retry_jitter_factor: stored.retry_jitter_factor ?? null,
  }
}

const isNothing = (delay: TaskRunPolicy['retry_delay'] | undefined) =>
  !delay || (Array.isArray(delay) && delay.length === 0)
