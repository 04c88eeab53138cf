import type { Db } from '../../database.ts'
import type { LimitRow } from '../slots/load-ledger.ts'

/** Changes the limit with this id; columns that are absent stay. Nulls and taken names violate constraints. [F1] */
export async function updateConcurrencyLimit(
  db: Db,
  id: string,
  changes: Partial<Omit<LimitRow, 'id' | 'created'>>,
): Promise<void> {
  await db.execute(db.sql.updateTable('concurrency_limit_v2').set(changes).where('id', '=', id).compile())
}
