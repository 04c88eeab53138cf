import type { QueueFilter, WorkQueueResponse } from '@reeve/wire'
import type { Selectable } from 'kysely'
import type { Tables } from '../schema/tables.ts'

/** What a query selects of a work queue to answer it. */
export type WorkQueueRow = Selectable<Tables['work_queue']> & {
  readonly pool_name: string | null
  /** Null where no limit makes it count. */
  readonly active_slots: number | null
}

/** A work queue as the API answers it. */
export function toWorkQueue(row: WorkQueueRow): WorkQueueResponse {
  return {
    id: row.id,
    created: row.created,
    updated: row.updated,
    name: row.name,
    description: row.description,
    is_paused: row.is_paused,
    concurrency_limit: row.concurrency_limit,
    priority: row.priority,
    work_pool_id: row.work_pool_id,
    filter: toQueueFilter(row.filter as Partial<QueueFilter> | null),
    last_polled: row.last_polled,
    work_pool_name: row.pool_name,
    status: row.status,
    active_slots: row.active_slots,
  }
}

/** What an agent's queue of old picks its runs by. */
const toQueueFilter = (stored: Partial<QueueFilter> | null): QueueFilter | null =>
  stored && { tags: stored.tags ?? null, deployment_ids: stored.deployment_ids ?? null }

/** The pool that a queue belongs to. */
export const WORK_QUEUE_JOINS = 'LEFT JOIN work_pool AS pool ON pool.id = work_queue.work_pool_id'

/** Selects a `WorkQueueRow` whose slots are taken by runs in these states. */
export const workQueueColumns = (states: string) => `work_queue.*, pool.name AS pool_name,
  CASE WHEN work_queue.concurrency_limit IS NOT NULL THEN (
    SELECT count(*) FROM flow_run WHERE flow_run.work_queue_id = work_queue.id AND flow_run.state_type IN (${states})
  ) END AS active_slots`
