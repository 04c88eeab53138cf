import type { Instant, JsonObject } from '@reeve/wire'
import { defineBatch } from '../../batch.ts'
import type { Db } from '../../database.ts'

/** A message for the workers of a pool. */
export interface WorkerCleanup {
  id: string
  work_pool_id: string
  work_queue_id: string | null
  kind: string
  target: JsonObject
  created: Instant
}

const batch = defineBatch<WorkerCleanup>({
  name: 'enqueue-worker-cleanups',
  columns: {
    id: 'uuid',
    work_pool_id: 'uuid',
    work_queue_id: 'uuid',
    kind: 'text',
    target: 'json',
    created: 'instant',
  },
  steps: {
    messages: () => `
      INSERT INTO reeve_worker_cleanup (id, work_pool_id, work_queue_id, kind, target, created, delivery_count)
      SELECT id, work_pool_id, work_queue_id, kind, target, created, 0 FROM input WHERE true
      ON CONFLICT (id) DO NOTHING`,
  },
})

/** Queues messages for workers, in the transaction that gave the reason; one already queued stays as it is. [E43] */
export const enqueueWorkerCleanups = async (db: Db, messages: readonly WorkerCleanup[]): Promise<void> => {
  await batch.execute(db, messages)
}
