import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

/** A message as far as answering about it goes. */
export interface LockedCleanup {
  readonly id: string
  readonly work_pool_id: string
  readonly kind: string
  readonly delivery_count: number
  readonly token: string | null
  readonly leased_until: Instant | null
}

const statement: Statement = {
  name: 'lock-worker-cleanup',
  text: (dialect) => `
    SELECT id, work_pool_id, kind, delivery_count, token, leased_until FROM reeve_worker_cleanup
    WHERE id = ${dialect.parameter(1)} ${dialect.forUpdate}`,
}

/** The message with this id, locked. */
export async function lockWorkerCleanup(db: Db, id: string): Promise<LockedCleanup | undefined> {
  const [row] = await db.run<LockedCleanup>(statement, [id])
  return row
}
