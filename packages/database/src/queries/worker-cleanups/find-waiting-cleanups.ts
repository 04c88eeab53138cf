import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

const statement: Statement = {
  name: 'find-pools-with-waiting-cleanups',
  text: (dialect) => `
    SELECT DISTINCT work_pool_id FROM reeve_worker_cleanup
    WHERE ${dialect.isAnyUuid('work_pool_id', 1)}
      AND (leased_until IS NULL OR leased_until <= ${dialect.typedParameter(2, 'instant')})`,
}

/** Those of these pools that have messages that nobody has for now. */
export async function findPoolsWithWaitingCleanups(
  db: Db,
  { poolIds, now }: { readonly poolIds: readonly string[]; readonly now: Instant },
): Promise<string[]> {
  const rows = await db.run<{ work_pool_id: string }>(statement, [db.dialect.list(poolIds), now])
  return rows.map(({ work_pool_id }) => work_pool_id)
}
