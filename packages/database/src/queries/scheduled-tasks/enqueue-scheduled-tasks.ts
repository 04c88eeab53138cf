import type { Instant } from '@reeve/wire'
import { defineBatch } from '../../batch.ts'
import type { Db } from '../../database.ts'

/** A task run that waits for a task worker. */
export interface ScheduledTask {
  /** The task run's id. */
  id: string
  task_key: string
  queue: 'scheduled' | 'retry'
  enqueued: Instant
}

const batch = defineBatch<ScheduledTask>({
  name: 'enqueue-scheduled-tasks',
  columns: { id: 'uuid', task_key: 'text', queue: 'text', enqueued: 'instant' },
  steps: {
    tasks: () => `
      INSERT INTO reeve_scheduled_task (id, task_key, queue, enqueued)
      SELECT id, task_key, queue, enqueued FROM input WHERE true
      ON CONFLICT (id) DO UPDATE SET queue = excluded.queue, enqueued = excluded.enqueued,
        claimed_by = NULL, claimed_until = NULL`,
  },
})

/** Queues task runs for task workers, in the transaction that scheduled them; one already queued starts anew. [B59] */
export const enqueueScheduledTasks = async (db: Db, tasks: readonly ScheduledTask[]): Promise<void> => {
  await batch.execute(db, tasks)
}
