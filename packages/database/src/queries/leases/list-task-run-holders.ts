import type { Instant } from '@reeve/wire'
import type { Db } from '../../database.ts'

/** A task run that holds slots, and the limits that they are on. */
export interface TaskRunHolder {
  holder_id: string
  resource_ids: string[]
}

/** The task runs that hold unexpired leases on these limits, the oldest lease first. [F12, F13] */
export async function listTaskRunHolders(
  db: Db,
  { limitIds, now }: { readonly limitIds: readonly string[]; readonly now: Instant },
): Promise<TaskRunHolder[]> {
  if (limitIds.length === 0) return []
  const holders = await db.execute(
    db.sql
      .selectFrom('reeve_lease')
      .select(['holder_id', 'resource_ids'])
      .where('holder_type', '=', 'task_run')
      .where('expiration', '>', now)
      .where(db.dialect.jsonArrayContainsAny('resource_ids', limitIds))
      .orderBy('created_at')
      .orderBy('id')
      .compile(),
  )
  return holders as unknown as TaskRunHolder[]
}
