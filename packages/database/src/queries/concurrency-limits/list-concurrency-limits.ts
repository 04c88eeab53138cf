import type { Db } from '../../database.ts'
import { type Cut, selectRows } from '../../filters/page.ts'
import { ALWAYS } from '../../filters/predicate.ts'
import type { LimitRow } from '../slots/load-ledger.ts'

/** Reads a page of all limits, by name. Their slots are as stored, not as they have decayed by now. [F1, F2] */
export function listConcurrencyLimits(db: Db, { limit, offset }: Cut): Promise<LimitRow[]> {
  const page = { table: 'concurrency_limit_v2', where: ALWAYS, orderBy: 'name', limit, offset }
  return db.execute(selectRows<LimitRow>(page).compile(db.sql))
}
