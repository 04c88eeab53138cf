import type { Instant, QueueFilter } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { json } from '../../parameters.ts'

/** A queue with a place among those of its pool. */
export interface NewWorkQueue {
  readonly id: string
  readonly work_pool_id: string
  readonly name: string
  readonly description: string | null
  readonly is_paused: boolean
  readonly concurrency_limit: number | null
  readonly priority: number
  readonly filter: QueueFilter | null
  readonly now: Instant
}

/** Adds a queue; false if its pool has one of that name. [E38, E39] */
export async function insertWorkQueue(db: Db, { now, filter, ...queue }: NewWorkQueue): Promise<boolean> {
  const inserted = await db.execute(
    db.sql
      .insertInto('work_queue')
      .values({
        ...queue,
        created: now,
        updated: now,
        status: 'NOT_READY',
        description: queue.description ?? '',
        ...(filter && { filter: json(filter) }),
      })
      .onConflict((conflict) => conflict.columns(['work_pool_id', 'name']).doNothing())
      .returning('id')
      .compile(),
  )
  return inserted.length > 0
}
