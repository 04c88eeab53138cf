import type { QueueFilter, WorkQueue } from '@reeve/wire'
import type { Db } from '../../database.ts'

/** All queues, by name. [C36] */
export async function listWorkQueues(db: Db): Promise<WorkQueue[]> {
  const rows = await db.execute(
    db.sql
      .selectFrom('work_queue')
      .select([
        'id',
        'created',
        'updated',
        'name',
        'description',
        'is_paused',
        'concurrency_limit',
        'priority',
        'work_pool_id',
        'filter',
        'last_polled',
      ])
      .orderBy('name')
      .compile(),
  )
  return rows.map((row) => ({ ...row, filter: row.filter as QueueFilter | null }))
}
