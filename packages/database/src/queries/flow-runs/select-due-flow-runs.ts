import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'
import { ENDED } from '../../schema/ended-types.ts'

/** A moment and how many runs to return at most, the longest due first. */
export interface Due {
  readonly before: Instant
  readonly limit: number
}

const late: Statement = {
  name: 'select-late-flow-runs',
  text: (dialect) => `
    SELECT id FROM flow_run
    WHERE ${dialect.unindexed('state_type')} = 'SCHEDULED' AND ${dialect.unindexed('state_name')} = 'Scheduled'
      AND next_scheduled_start_time <= ${dialect.parameter(1)}
    ORDER BY next_scheduled_start_time LIMIT ${dialect.parameter(2)}`,
}

/** Runs that wait since before this moment for somebody to run them. [E13, E27] */
export const selectLateFlowRuns = (db: Db, due: Due) => select(db, late, due)

const paused: Statement = {
  name: 'select-expired-pauses',
  text: (dialect) => `
    SELECT fr.id AS id FROM flow_run AS fr JOIN flow_run_state AS s ON s.id = fr.state_id
    WHERE fr.state_type = 'PAUSED'
      AND ${dialect.jsonInstant('s.state_details', 'pause_timeout')} < ${dialect.parameter(1)}
    ORDER BY fr.state_timestamp LIMIT ${dialect.parameter(2)}`,
}

/** Paused runs whose time to be resumed ended before this moment. [E14] */
export const selectExpiredPauses = (db: Db, due: Due) => select(db, paused, due)

const cancelling: Statement = {
  name: 'select-overdue-cancellations',
  text: (dialect) => `
    SELECT id FROM flow_run WHERE state_type = 'CANCELLING' AND state_timestamp <= ${dialect.parameter(1)}
    ORDER BY state_timestamp LIMIT ${dialect.parameter(2)}`,
}

/** Runs that are being cancelled since before this moment. [E17] */
export const selectOverdueCancellations = (db: Db, due: Due) => select(db, cancelling, due)

async function select(db: Db, statement: Statement, { before, limit }: Due): Promise<string[]> {
  const rows = await db.run<{ id: string }>(statement, [before, limit])
  return rows.map(({ id }) => id)
}

const orphanedTasks: Statement = {
  name: 'select-tasks-of-cancelled-flow-runs',
  text: (dialect) => `
    SELECT tr.id AS id FROM flow_run AS fr JOIN task_run AS tr ON tr.flow_run_id = fr.id
    WHERE ${dialect.unindexed('fr.state_type')} = 'CANCELLED' AND fr.end_time >= ${dialect.parameter(1)}
      AND (tr.state_type IS NULL OR tr.state_type NOT IN ${ENDED})
    ORDER BY fr.end_time DESC LIMIT ${dialect.parameter(2)}`,
}

/** Task runs left unfinished by flow runs that were cancelled since a moment. [E15] */
export async function selectTasksOfCancelledRuns(
  db: Db,
  { since, limit }: { since: Instant; limit: number },
): Promise<string[]> {
  const rows = await db.run<{ id: string }>(orphanedTasks, [since, limit])
  return rows.map(({ id }) => id)
}

/** A run of a subflow whose parent was cancelled. */
export interface OrphanedSubflow {
  readonly id: string
  readonly deployment_id: string | null
}

const orphanedSubflows: Statement = {
  name: 'select-subflows-of-cancelled-flow-runs',
  text: (dialect) => `
    SELECT child.id AS id, child.deployment_id AS deployment_id
    FROM flow_run AS child
    JOIN task_run AS tr ON tr.id = child.parent_task_run_id
    JOIN flow_run AS parent ON parent.id = tr.flow_run_id
    WHERE parent.state_type = 'CANCELLED'
      AND child.state_type IN ('SCHEDULED', 'PENDING', 'RUNNING', 'PAUSED', 'CANCELLING')
      AND NOT (child.state_type = 'CANCELLING' AND child.deployment_id IS NOT NULL)
    ORDER BY child.id LIMIT ${dialect.parameter(1)}`,
}

/** Unfinished runs of subflows whose parent run was cancelled, but those that are being cancelled already. [E16] */
export const selectOrphanedSubflows = (db: Db, limit: number): Promise<OrphanedSubflow[]> =>
  db.run<OrphanedSubflow>(orphanedSubflows, [limit])
