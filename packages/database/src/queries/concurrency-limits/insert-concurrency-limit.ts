import type { Db } from '../../database.ts'
import type { LimitRow } from '../slots/load-ledger.ts'

/** Adds a limit. A name that is taken violates its constraint. [F1] */
export async function insertConcurrencyLimit(db: Db, limit: LimitRow): Promise<void> {
  await db.execute(db.sql.insertInto('concurrency_limit_v2').values(limit).compile())
}
