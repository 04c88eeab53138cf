import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

/** A worker and when it was last heard of. */
export interface ClaimWorker {
  readonly name: string
  readonly last_heartbeat_time: Instant
  readonly heartbeat_interval_seconds: number | null
}

const statement: Statement = {
  name: 'read-workers-of-claim',
  text: (dialect) => `
    SELECT name, last_heartbeat_time, heartbeat_interval_seconds FROM worker
    WHERE work_pool_id = ${dialect.parameter(1)}
    ORDER BY CASE WHEN name = ${dialect.parameter(2)} THEN 0 ELSE 1 END, last_heartbeat_time DESC
    LIMIT ${dialect.parameter(3)}`,
}

/** The worker of a pool that took a run, and others of the pool, the one that was heard of last first. */
export const readWorkersOfClaim = (
  db: Db,
  claim: { readonly workPoolId: string; readonly claimedBy: string | null; readonly limit: number },
): Promise<ClaimWorker[]> =>
  db.run<ClaimWorker>(statement, [claim.workPoolId, claim.claimedBy ?? '', claim.limit])

/** A worker of one of several pools. */
export interface PoolWorker extends ClaimWorker {
  readonly work_pool_id: string
}

const ofPools: Statement = {
  name: 'read-workers-of-pools',
  text: (dialect) => `
    SELECT work_pool_id, name, last_heartbeat_time, heartbeat_interval_seconds FROM worker
    WHERE ${dialect.isAnyUuid('work_pool_id', 1)} AND (status = 'ONLINE' OR ${dialect.isAnyText('name', 2)})`,
}

/** The workers of these pools that count as online, and those of these names. */
export const readWorkersOfPools = (
  db: Db,
  { workPoolIds, names }: { readonly workPoolIds: readonly string[]; readonly names: readonly string[] },
): Promise<PoolWorker[]> =>
  db.run<PoolWorker>(ofPools, [db.dialect.list(workPoolIds), db.dialect.list(names)])
