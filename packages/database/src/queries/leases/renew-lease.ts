import type { Instant } from '@reeve/wire'
import type { Db } from '../../database.ts'

/** Moves the expiration of a lease, even of an expired one; false if it has ended. [F8] */
export async function renewLease(
  db: Db,
  { id, expiration }: { readonly id: string; readonly expiration: Instant },
): Promise<boolean> {
  const renewed = await db.execute(
    db.sql.updateTable('reeve_lease').set({ expiration }).where('id', '=', id).returning('id').compile(),
  )
  return renewed.length > 0
}
