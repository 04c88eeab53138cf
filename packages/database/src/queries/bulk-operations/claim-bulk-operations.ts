import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'
import type { Dialect } from '../../dialect.ts'
import type { BulkOperationRow } from './read-bulk-operation.ts'

/** Who would work on operations, at what time. */
export interface BulkClaim {
  readonly holder: string
  /** Leases that ended before this moment hold nobody off. */
  readonly expiredBefore: Instant
  /** At most so many, the oldest first. */
  readonly limit: number
}

const claimable = (dialect: Dialect) => `
  SELECT * FROM reeve_bulk_operation WHERE status IN ('pending', 'running')
    AND (holder IS NULL OR holder = ${dialect.parameter(1)} OR leased_until < ${dialect.parameter(2)})
  ORDER BY created, id LIMIT ${dialect.parameter(3)}`

const find: Statement = { name: 'find-claimable-bulk-operations', text: claimable }

const lock: Statement = {
  name: 'lock-claimable-bulk-operations',
  text: (dialect) => `${claimable(dialect)} ${dialect.skipLocked}`,
}

const run = (db: Db, statement: Statement, { holder, expiredBefore, limit }: BulkClaim) =>
  db.run<BulkOperationRow>(statement, [holder, expiredBefore, limit])

/** Operations that this holder works on or may begin to work on. */
export const findClaimable = (db: Db, claim: BulkClaim): Promise<BulkOperationRow[]> => run(db, find, claim)

/** The same, locked; those that another transaction holds are left out. */
export const lockClaimable = (db: Db, claim: BulkClaim): Promise<BulkOperationRow[]> => run(db, lock, claim)
