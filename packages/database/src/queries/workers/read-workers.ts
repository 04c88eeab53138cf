import type { Instant, WorkerFilter } from '@reeve/wire'
import { sql } from 'kysely'
import type { Db } from '../../database.ts'
import type { Given } from '../../filters/condition.ts'
import { matches } from '../../filters/interpret.ts'
import { type Cut, selectRows } from '../../filters/page.ts'
import { combine } from '../../filters/predicate.ts'
import { workerFields } from '../../filters/workers.ts'

/** Which workers of a pool to read. */
export interface WorkerSelection extends Cut {
  readonly workPoolId: string
  readonly workers?: Given<WorkerFilter> | null
}

/** A row of `worker`. */
export interface WorkerRow {
  readonly id: string
  readonly created: Instant
  readonly updated: Instant
  readonly name: string
  readonly work_pool_id: string
  readonly last_heartbeat_time: Instant
  readonly heartbeat_interval_seconds: number | null
}

/** Reads a page of the workers of a pool, the one that reported last first; filters ask the stored status. [D17, E32] */
export function readWorkers(db: Db, selection: WorkerSelection): Promise<WorkerRow[]> {
  const { workPoolId, workers, limit, offset } = selection
  const ofPool = sql<boolean>`work_pool_id = ${workPoolId}`
  const where = combine([ofPool, ...(workers ? [matches(db.dialect, workerFields, workers)] : [])], 'and_')
  const rows = selectRows<WorkerRow>({
    table: 'worker',
    where,
    orderBy: 'last_heartbeat_time DESC',
    limit,
    offset,
  })
  return db.execute(rows.compile(db.sql))
}
