import type { Instant, WorkPoolStatus } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { json } from '../../parameters.ts'

/** What can be changed of a pool; what is absent stays. Nulls may violate constraints. */
export interface WorkPoolChanges {
  readonly description?: string | null
  readonly is_paused?: boolean | null
  readonly base_job_template?: object | null
  readonly concurrency_limit?: number | null
  readonly storage_configuration?: object | null
  readonly default_queue_id?: string
  readonly status?: WorkPoolStatus
  readonly last_status_event_id?: string
  readonly last_transitioned_status_at?: Instant
  readonly updated: Instant
}

const JSON_COLUMNS = ['base_job_template', 'storage_configuration']

/** Changes the pool with this id. */
export async function updateWorkPool(db: Db, id: string, changes: WorkPoolChanges): Promise<void> {
  const columns = Object.entries(changes).map(([column, value]) => [
    column,
    JSON_COLUMNS.includes(column) ? json(value as object) : value,
  ])
  await db.execute(
    db.sql.updateTable('work_pool').set(Object.fromEntries(columns)).where('id', '=', id).compile(),
  )
}
