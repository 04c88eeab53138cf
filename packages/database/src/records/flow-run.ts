import {
  type CreatedBy,
  type FlowRunPolicy,
  type FlowRunResponse,
  type Instant,
  type JsonObject,
  withPlainNumbers,
} from '@reeve/wire'
import type { Selectable } from 'kysely'
import type { Tables } from '../schema/tables.ts'
import { estimatedRunTime, estimatedStartTimeDelta } from './estimates.ts'
import { joinState, STATE_COLUMNS, type StateColumns, toState } from './state.ts'

/** What a query selects of a flow run to answer it. */
export type FlowRunRow = Omit<Selectable<Tables['flow_run']>, 'work_queue_id'> &
  StateColumns & {
    readonly queue_id: string | null
    readonly queue_name: string | null
    readonly pool_id: string | null
    readonly pool_name: string | null
  }

/** Selects a `FlowRunRow` from `FLOW_RUN_JOINS`. */
export const FLOW_RUN_COLUMNS = `flow_run.id, flow_run.created, flow_run.updated, flow_run.name, flow_run.flow_id,
  flow_run.state_id, flow_run.state_type, flow_run.state_name, flow_run.state_timestamp, flow_run.deployment_id,
  flow_run.deployment_version, flow_run.work_queue_name, flow_run.flow_version, flow_run.parameters,
  flow_run.idempotency_key, flow_run.context, flow_run.empirical_policy, flow_run.tags, flow_run.labels,
  flow_run.parent_task_run_id, flow_run.run_count, flow_run.expected_start_time,
  flow_run.next_scheduled_start_time, flow_run.start_time, flow_run.end_time, flow_run.total_run_time,
  flow_run.auto_scheduled, flow_run.infrastructure_document_id, flow_run.infrastructure_pid, flow_run.created_by,
  flow_run.job_variables, ${STATE_COLUMNS},
  queue.id AS queue_id, queue.name AS queue_name, pool.id AS pool_id, pool.name AS pool_name`

/** What belongs to a flow run in an answer, one row each at most. */
export const FLOW_RUN_JOINS = `${joinState('flow_run', 'flow_run_state')}
  LEFT JOIN work_queue AS queue ON queue.id = flow_run.work_queue_id
  LEFT JOIN work_pool AS pool ON pool.id = queue.work_pool_id`

/** A flow run as the API answers it. [A24, A25] */
export function toFlowRun(row: FlowRunRow, now: Instant): FlowRunResponse {
  return {
    id: row.id,
    created: row.created,
    updated: row.updated,
    name: row.name,
    flow_id: row.flow_id,
    state_id: row.state_id,
    deployment_id: row.deployment_id,
    deployment_version: row.deployment_version,
    work_queue_id: row.queue_id,
    work_queue_name: row.queue_name ?? row.work_queue_name,
    flow_version: row.flow_version,
    parameters: row.parameters as JsonObject,
    idempotency_key: row.idempotency_key,
    context: row.context as JsonObject,
    empirical_policy: toFlowRunPolicy(row.empirical_policy as Partial<FlowRunPolicy>),
    tags: row.tags as string[],
    labels: (row.labels ?? {}) as FlowRunResponse['labels'],
    parent_task_run_id: row.parent_task_run_id,
    state_type: row.state_type,
    state_name: row.state_name,
    run_count: row.run_count,
    expected_start_time: row.expected_start_time,
    next_scheduled_start_time: row.next_scheduled_start_time,
    start_time: row.start_time,
    end_time: row.end_time,
    total_run_time: row.total_run_time,
    estimated_run_time: estimatedRunTime(row, now),
    estimated_start_time_delta: estimatedStartTimeDelta(row, now),
    auto_scheduled: row.auto_scheduled,
    infrastructure_document_id: row.infrastructure_document_id,
    infrastructure_pid: row.infrastructure_pid,
    created_by: toCreatedBy(row.created_by as Partial<CreatedBy> | null),
    work_pool_id: row.pool_id,
    work_pool_name: row.pool_name,
    state: toState(row),
    job_variables: row.job_variables as JsonObject | null,
  }
}

/** A policy with what older rows lack; fields of older clients fill the ones that replaced them. [C8] */
function toFlowRunPolicy(kept: Partial<FlowRunPolicy>): FlowRunPolicy {
  // The reference keeps the older delay as a float.
  const stored = withPlainNumbers(kept)
  return {
    max_retries: stored.max_retries ?? 0,
    retry_delay_seconds: stored.retry_delay_seconds ?? 0,
    retries: stored.retries || stored.max_retries || (stored.retries ?? null),
    retry_delay: stored.retry_delay || stored.retry_delay_seconds || (stored.retry_delay ?? null),
    pause_keys: stored.pause_keys === undefined ? [] : stored.pause_keys,
    resuming: stored.resuming === undefined ? false : stored.resuming,
    retry_type: stored.retry_type ?? null,
  }
}

/** Who made an object, with what older rows lack. [C6] */
export const toCreatedBy = (stored: Partial<CreatedBy> | null): CreatedBy | null =>
  stored && { id: stored.id ?? null, type: stored.type ?? null, display_value: stored.display_value ?? null }
