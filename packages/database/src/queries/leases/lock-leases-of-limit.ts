import { sql } from 'kysely'
import type { Db } from '../../database.ts'
import type { LeaseRow } from '../slots/load-ledger.ts'

/** A lease as far as ending it for one of its limits goes. */
export type HeldLease = Pick<LeaseRow, 'id' | 'resource_ids'>

/** All leases on a limit, locked; the limit's own row is to be locked first, so that none comes in between. */
export async function lockLeasesOfLimit(db: Db, limitId: string): Promise<HeldLease[]> {
  const leases = await db.execute(
    db.sql
      .selectFrom('reeve_lease')
      .select(['id', 'resource_ids'])
      .where(db.dialect.jsonArrayContainsAny('resource_ids', [limitId]))
      .orderBy('id')
      .modifyEnd(sql.raw(db.dialect.forUpdate))
      .compile(),
  )
  return leases as unknown as HeldLease[]
}
