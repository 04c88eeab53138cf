import type { Db } from '../../database.ts'
import type { LimitRow } from '../slots/load-ledger.ts'

/** What names one limit: its id, or its name. */
export type LimitKey = { readonly id: string } | { readonly name: string }

/** The limit with this id or name. [F1] */
export async function readConcurrencyLimit(db: Db, key: LimitKey): Promise<LimitRow | undefined> {
  const all = db.sql.selectFrom('concurrency_limit_v2').selectAll()
  const [limit] = await db.execute(
    ('id' in key ? all.where('id', '=', key.id) : all.where('name', '=', key.name)).compile(),
  )
  return limit
}
