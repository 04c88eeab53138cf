import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

/** A worker that counts as online. */
export interface OnlineWorker {
  readonly id: string
  readonly last_heartbeat_time: Instant
  readonly heartbeat_interval_seconds: number | null
}

const online: Statement = {
  name: 'find-online-workers',
  text: () => `
    SELECT id, last_heartbeat_time, heartbeat_interval_seconds FROM worker WHERE status = 'ONLINE'`,
}

const offline: Statement = {
  name: 'mark-workers-offline',
  text: (dialect) => `
    UPDATE worker SET status = 'OFFLINE', updated = ${dialect.typedParameter(2, 'instant')}
    WHERE ${dialect.isAnyUuid('id', 1)} AND status = 'ONLINE'
      AND last_heartbeat_time <= ${dialect.typedParameter(3, 'instant')}`,
}

/** All workers that count as online. [E18] */
export const findOnlineWorkers = (db: Db): Promise<OnlineWorker[]> => db.run<OnlineWorker>(online, [])

/** Marks workers offline, but those that reported after `lastHeard`. [E18] */
export async function markWorkersOffline(
  db: Db,
  ids: readonly string[],
  { now, lastHeard }: { readonly now: Instant; readonly lastHeard: Instant },
): Promise<void> {
  await db.run(offline, [db.dialect.list(ids), now, lastHeard])
}
