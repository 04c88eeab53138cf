import type { JsonObject, WorkPoolResponse, WorkPoolStorageConfiguration } from '@reeve/wire'
import type { Selectable } from 'kysely'
import type { Tables } from '../schema/tables.ts'

/** What a query selects of a work pool to answer it. */
export type WorkPoolRow = Selectable<Tables['work_pool']> & {
  /** Null where no limit makes it count. */
  readonly active_slots: number | null
}

/** Selects a `WorkPoolRow`: runs take a slot of their queue's pool from PENDING to the end of RUNNING. */
export const WORK_POOL_COLUMNS = `work_pool.*, CASE WHEN work_pool.concurrency_limit IS NOT NULL THEN (
    SELECT count(*) FROM work_queue JOIN flow_run ON flow_run.work_queue_id = work_queue.id
    WHERE work_queue.work_pool_id = work_pool.id AND flow_run.state_type IN ('PENDING', 'RUNNING')
  ) END AS active_slots`

/** A work pool as the API answers it. Pools of the older agents have no status. [E31] */
export function toWorkPool(row: WorkPoolRow): WorkPoolResponse {
  const stored = row.storage_configuration as Partial<WorkPoolStorageConfiguration>
  return {
    id: row.id,
    created: row.created,
    updated: row.updated,
    name: row.name,
    description: row.description,
    type: row.type,
    base_job_template: row.base_job_template as JsonObject,
    is_paused: row.is_paused,
    concurrency_limit: row.concurrency_limit,
    status: row.type === 'prefect-agent' ? null : row.status,
    default_queue_id: row.default_queue_id,
    storage_configuration: {
      bundle_upload_step: stored.bundle_upload_step ?? null,
      bundle_execution_step: stored.bundle_execution_step ?? null,
      default_result_storage_block_id: stored.default_result_storage_block_id ?? null,
    },
    active_slots: row.active_slots,
  }
}
