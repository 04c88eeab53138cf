import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'
import type { Heartbeat } from './note-heartbeats.ts'

const ofRun: Statement = {
  name: 'read-heartbeat',
  text: (dialect) => `
    SELECT flow_run_id, heard, occurred, previous FROM reeve_heartbeat
    WHERE flow_run_id = ${dialect.parameter(1)}`,
}

/** When a run was heard of last; undefined if never. */
export async function readHeartbeat(db: Db, flowRunId: string): Promise<Heartbeat | undefined> {
  const [row] = await db.run<Heartbeat>(ofRun, [flowRunId])
  return row
}

/** A run that has not been heard of for a while. */
export interface SilentRun extends Heartbeat {
  readonly name: string
}

const silent: Statement = {
  name: 'find-silent-runs',
  text: (dialect) => `
    SELECT h.flow_run_id, h.heard, h.occurred, h.previous, fr.name
    FROM reeve_heartbeat AS h JOIN flow_run AS fr ON fr.id = h.flow_run_id
    WHERE fr.state_type = 'RUNNING' AND h.heard <= ${dialect.parameter(1)} AND h.heard >= fr.state_timestamp
    ORDER BY h.heard`,
}

/**
 * Runs that were heard of while they were RUNNING, as they still are, but not since `before`; the longest silent
 * first.
 */
export const findSilentRuns = (db: Db, before: Instant): Promise<SilentRun[]> =>
  db.run<SilentRun>(silent, [before])

const locked: Statement = {
  name: 'lock-heartbeats',
  text: (dialect) => `
    SELECT flow_run_id, heard, occurred, previous FROM reeve_heartbeat
    WHERE ${dialect.isAnyUuid('flow_run_id', 1)} ORDER BY flow_run_id ${dialect.forUpdate}`,
}

/** When these runs were heard of last, locked: none is heard of meanwhile. */
export const lockHeartbeats = (db: Db, flowRunIds: readonly string[]): Promise<Heartbeat[]> =>
  db.run<Heartbeat>(locked, [db.dialect.list(flowRunIds)])
