import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

/** A lease as far as giving its slots back goes. */
export interface ExpiredLease {
  id: string
  resource_ids: string[]
  slots: number
  created_at: Instant
}

const statement: Statement = {
  name: 'claim-expired-leases',
  text: (dialect) => `
    SELECT id, resource_ids, slots, created_at FROM reeve_lease
    WHERE expiration < ${dialect.parameter(1)} ORDER BY expiration LIMIT ${dialect.parameter(2)}
    ${dialect.skipLocked}`,
}

/** Leases that expired before this time, locked; those that another replica deals with are left out. [E19] */
export const claimExpiredLeases = (
  db: Db,
  { now, limit }: { readonly now: Instant; readonly limit: number },
): Promise<ExpiredLease[]> => db.run<ExpiredLease>(statement, [now, limit])
