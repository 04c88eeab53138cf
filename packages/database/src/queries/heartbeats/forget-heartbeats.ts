import type { Db, Statement } from '../../database.ts'
import { ENDED } from '../../schema/ended-types.ts'

const over: Statement = {
  name: 'find-heartbeats-of-ended-runs',
  text: (dialect) => `
    SELECT h.flow_run_id FROM reeve_heartbeat AS h LEFT JOIN flow_run AS fr ON fr.id = h.flow_run_id
    WHERE fr.id IS NULL OR fr.state_type IN ${ENDED}
    ORDER BY h.flow_run_id LIMIT ${dialect.parameter(1)}`,
}

const forget: Statement = {
  name: 'forget-heartbeats',
  text: (dialect) => `DELETE FROM reeve_heartbeat WHERE ${dialect.isAnyUuid('flow_run_id', 1)}`,
}

/** Runs that ended or are gone and whose last heartbeat is still known. */
export async function findHeartbeatsOfEndedRuns(db: Db, limit: number): Promise<string[]> {
  const rows = await db.run<{ flow_run_id: string }>(over, [limit])
  return rows.map(({ flow_run_id }) => flow_run_id)
}

/** Forgets when these runs were heard of. */
export async function forgetHeartbeats(db: Db, flowRunIds: readonly string[]): Promise<void> {
  await db.run(forget, [db.dialect.list(flowRunIds)])
}
