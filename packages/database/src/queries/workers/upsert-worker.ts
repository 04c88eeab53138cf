import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

/** A worker that reports. */
export interface ReportingWorker {
  /** Its id if it is new. */
  readonly id: string
  readonly work_pool_id: string
  readonly name: string
  /** Null if it does not say: what it said before stays. */
  readonly heartbeat_interval_seconds: number | null
  readonly now: Instant
}

const statement: Statement = {
  name: 'upsert-worker',
  text: (dialect) => `
    INSERT INTO worker (id, created, updated, name, work_pool_id, heartbeat_interval_seconds, last_heartbeat_time, status)
    VALUES (${dialect.parameter(1)}, ${dialect.parameter(2)}, ${dialect.parameter(2)}, ${dialect.parameter(3)},
      ${dialect.parameter(4)}, ${dialect.parameter(5)}, ${dialect.parameter(2)}, 'ONLINE')
    ON CONFLICT (work_pool_id, name) DO UPDATE SET
      heartbeat_interval_seconds = coalesce(excluded.heartbeat_interval_seconds, worker.heartbeat_interval_seconds),
      last_heartbeat_time = excluded.last_heartbeat_time, status = excluded.status`,
}

/** Notes that a worker is alive; the first time, that it exists. [E30] */
export async function upsertWorker(db: Db, worker: ReportingWorker): Promise<void> {
  const { id, now, name, work_pool_id, heartbeat_interval_seconds } = worker
  await db.run(statement, [id, now, name, work_pool_id, heartbeat_interval_seconds])
}
