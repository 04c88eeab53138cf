import type { Instant } from '@reeve/wire'
import { boundedChange } from '../../bounded-change.ts'
import type { Db, Statement } from '../../database.ts'

/** Runs of a deployment that wait for their time and never ran; those that wait for a slot stay. [E12] */
const isWaiting = (deploymentIds: string) => `
  ${deploymentIds} AND state_type = 'SCHEDULED' AND state_name <> 'AwaitingConcurrencySlot' AND run_count = 0`

const waiting = (deploymentIds: string) => `DELETE FROM flow_run WHERE ${isWaiting(deploymentIds)}`

const all: Statement = {
  name: 'delete-scheduled-runs',
  text: (dialect) => waiting(dialect.isAnyUuid('deployment_id', 1)),
}

const ofSchedules: Statement = {
  name: 'delete-auto-scheduled-runs',
  text: (dialect) => `${waiting(dialect.isAnyUuid('deployment_id', 1))} AND auto_scheduled`,
}

const future: Statement = {
  name: 'delete-future-auto-scheduled-runs',
  text: (dialect) => `${waiting(dialect.isAnyUuid('deployment_id', 1))} AND auto_scheduled
    AND next_scheduled_start_time > ${dialect.typedParameter(2, 'instant')}`,
}

const some = boundedChange({
  name: 'delete-some-scheduled-runs',
  find: (dialect) =>
    `SELECT id FROM flow_run WHERE ${isWaiting(dialect.isAnyUuid('deployment_id', 1))}
      LIMIT ${dialect.typedParameter(2, 'integer')}`,
  steps: [(dialect) => `DELETE FROM flow_run WHERE ${dialect.isAnyUuid('id', 1)}`],
})

/** Deletes some of what waits to run of these deployments. Returns the ids. [C33] */
export const deleteSomeScheduledRuns = (
  db: Db,
  { deploymentIds, limit }: { readonly deploymentIds: readonly string[]; readonly limit: number },
): Promise<string[]> => some(db, [db.dialect.list(deploymentIds), limit])

/** Deletes what waits to run of these deployments, whoever scheduled it. [C33] */
export async function deleteScheduledRuns(db: Db, deploymentIds: readonly string[]): Promise<void> {
  await db.run(all, [db.dialect.list(deploymentIds)])
}

/** Deletes what the deployments' schedules made that did not run yet. [C31, C32] */
export async function deleteAutoScheduledRuns(db: Db, deploymentIds: readonly string[]): Promise<void> {
  await db.run(ofSchedules, [db.dialect.list(deploymentIds)])
}

/** Deletes what a deployment's schedules made for after a time, so that it is made anew. [C25, C29] */
export async function deleteFutureAutoScheduledRuns(
  db: Db,
  deploymentId: string,
  after: Instant,
): Promise<void> {
  await db.run(future, [db.dialect.list([deploymentId]), after])
}
