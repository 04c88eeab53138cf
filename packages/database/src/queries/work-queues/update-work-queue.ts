import type { Instant, WorkQueueStatus } from '@reeve/wire'
import { defineBatch } from '../../batch.ts'
import type { Db } from '../../database.ts'
import { json } from '../../parameters.ts'

/** What can be changed of a queue; what is absent stays. Nulls may violate constraints. */
export interface WorkQueueChanges {
  readonly name?: string | null
  readonly description?: string | null
  readonly is_paused?: boolean
  readonly concurrency_limit?: number | null
  readonly priority?: number | null
  readonly last_polled?: Instant | null
  readonly filter?: object | null
  readonly status?: WorkQueueStatus
  readonly updated: Instant
}

/** Changes the queue with this id. A name that its pool has already violates its constraint. */
export async function updateWorkQueue(db: Db, id: string, changes: WorkQueueChanges): Promise<void> {
  const { filter, ...columns } = changes
  const set = { ...columns, ...(filter !== undefined && { filter: filter && json(filter) }) }
  await db.execute(
    db.sql
      .updateTable('work_queue')
      .set(set as never)
      .where('id', '=', id)
      .compile(),
  )
}

interface Move {
  id: string
  priority: number
  updated: Instant
}

const moves = defineBatch<Move>({
  name: 'move-work-queues',
  columns: { id: 'uuid', priority: 'integer', updated: 'instant' },
  steps: {
    queues: () =>
      'UPDATE work_queue SET priority = i.priority, updated = i.updated FROM input AS i WHERE work_queue.id = i.id',
  },
})

/** Gives queues other places among those of their pool. [E38] */
export async function moveWorkQueues(db: Db, queues: readonly Move[]): Promise<void> {
  await moves.execute(db, queues)
}
