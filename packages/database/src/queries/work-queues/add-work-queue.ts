import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

/** A queue that is made because something names it. */
export interface AddedWorkQueue {
  readonly id: string
  readonly work_pool_id: string
  readonly name: string
  readonly description: string
  readonly now: Instant
}

const statement: Statement = {
  name: 'add-work-queue',
  text: (dialect) => `
    INSERT INTO work_queue (id, created, updated, name, description, is_paused, priority, work_pool_id, status)
    SELECT ${dialect.typedParameter(1, 'uuid')}, ${dialect.typedParameter(2, 'instant')},
      ${dialect.typedParameter(2, 'instant')}, ${dialect.typedParameter(3, 'text')},
      ${dialect.typedParameter(4, 'text')}, false,
      CASE WHEN NOT EXISTS (SELECT 1 FROM work_queue AS first
          WHERE first.work_pool_id = ${dialect.typedParameter(5, 'uuid')} AND first.priority = 1) THEN 1
        ELSE (SELECT min(taken.priority) + 1 FROM work_queue AS taken
          WHERE taken.work_pool_id = ${dialect.typedParameter(5, 'uuid')} AND NOT EXISTS (
            SELECT 1 FROM work_queue AS next
            WHERE next.work_pool_id = taken.work_pool_id AND next.priority = taken.priority + 1)) END,
      ${dialect.typedParameter(5, 'uuid')}, 'NOT_READY'
    WHERE true ON CONFLICT (work_pool_id, name) DO NOTHING RETURNING id`,
}

/** Adds a queue at the first priority that is free; false if its pool has one of that name. [C25, E38] */
export async function addWorkQueue(db: Db, queue: AddedWorkQueue): Promise<boolean> {
  const { id, now, name, description, work_pool_id } = queue
  const added = await db.run<{ id: string }>(statement, [id, now, name, description, work_pool_id])
  return added.length > 0
}

const shift: Statement = {
  name: 'move-work-queue-to-front',
  text: (dialect) => `
    UPDATE work_queue SET priority = CASE WHEN id = ${dialect.typedParameter(2, 'uuid')} THEN 1 ELSE priority + 1 END
    WHERE work_pool_id = ${dialect.typedParameter(1, 'uuid')} AND (id = ${dialect.typedParameter(2, 'uuid')}
      OR priority < (SELECT own.priority FROM work_queue AS own WHERE own.id = ${dialect.typedParameter(2, 'uuid')}))`,
}

/** Gives a queue priority 1; those that came before it come one later. [E38] */
export async function moveWorkQueueToFront(db: Db, poolId: string, id: string): Promise<void> {
  await db.run(shift, [poolId, id])
}
