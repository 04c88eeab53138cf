import type { Db } from '@reeve/database'
import {
  findKeysOfRuns,
  findStaleCollectionsOf,
  mendCollections,
} from '@reeve/database/queries/artifact-collections/mend-collections'
import { deletePartsOfRuns, deleteRunRows } from '@reeve/database/queries/flow-runs/delete-many-flow-runs'
import { findOldFlowRuns } from '@reeve/database/queries/flow-runs/find-old-flow-runs'
import { addSeconds } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { ROWS_PER_RUN } from '../flow-runs/delete-many-runs.ts'
import { inSteps } from '../in-steps.ts'

/**
 * Deletes runs that ended longer ago than they are kept, with their logs, artifacts and task runs. What hangs on a
 * run goes first, a batch in each transaction, so that nothing is ever left without its run; their subflows are
 * runs of their own from then on, and go as those do. [E21]
 */
export async function vacuumFlowRuns(ctx: Context, signal?: AbortSignal): Promise<void> {
  const largest = ctx.settings['server.services.db_vacuum.batch_size']
  const seconds = ctx.settings['server.services.db_vacuum.retention_period']
  const before = addSeconds(ctx.clock.now(), -seconds)
  let deleted = 0
  await inSteps(
    ctx,
    async (db, limit) => {
      const runIds = await findOldFlowRuns(db, { before, limit })
      if (runIds.length === 0) return 0
      if (await deleteHanging(db, runIds, ROWS_PER_RUN * limit)) return limit
      await deleteRunRows(db, runIds)
      deleted += runIds.length
      return runIds.length
    },
    { largest, signal },
  )
  if (deleted > 0) ctx.log.info({ deleted, before }, 'The vacuum deleted old flow runs')
}

/** Deletes so many rows of each kind that hangs on runs. Returns whether some may be left. */
async function deleteHanging(db: Db, runIds: readonly string[], limit: number): Promise<boolean> {
  const logs = await deletePartsOfRuns(db, 'log', { runIds, limit })
  const keys = await findKeysOfRuns(db, runIds)
  const artifacts = await deletePartsOfRuns(db, 'artifact', { runIds, limit })
  if (keys.length > 0) await mendStale(db, keys)
  const tasks = await deletePartsOfRuns(db, 'task_run', { runIds, limit })
  return [logs, artifacts, tasks].some((ids) => ids.length === limit)
}

async function mendStale(db: Db, keys: readonly string[]): Promise<void> {
  const stale = await findStaleCollectionsOf(db, keys)
  await mendCollections(
    db,
    stale.map(({ id }) => id),
  )
}
