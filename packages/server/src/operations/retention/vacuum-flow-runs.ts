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
import { inSteps, unlessFewer } from '../in-steps.ts'

/** With their states, task runs and the states of those, this is about as many rows as a batch of anything else. */
const RUNS_AT_ONCE = 50

/**
 * Deletes runs that ended longer ago than they are kept, with their logs, artifacts and task runs. What hangs on a
 * run goes first, a batch in each transaction, so that nothing is ever left without its run; their subflows are
 * runs of their own from then on, and go as those do. [E21]
 */
export async function vacuumFlowRuns(ctx: Context, signal?: AbortSignal): Promise<void> {
  const batch = ctx.settings['server.services.db_vacuum.batch_size']
  const seconds = ctx.settings['server.services.db_vacuum.retention_period']
  const before = addSeconds(ctx.clock.now(), -seconds)
  const limit = Math.min(RUNS_AT_ONCE, batch)
  let deleted = 0
  await inSteps(
    ctx,
    async (db) => {
      const runIds = await findOldFlowRuns(db, { before, limit })
      if (runIds.length === 0) return 'done'
      if ((await deleteHanging(db, runIds, batch)) === 'more') return 'more'
      await deleteRunRows(db, runIds)
      deleted += runIds.length
      return unlessFewer(runIds, limit)
    },
    signal,
  )
  if (deleted > 0) ctx.log.info({ deleted, before }, 'The vacuum deleted old flow runs')
}

/** Deletes a batch of each kind of row that hangs on runs. */
async function deleteHanging(db: Db, runIds: readonly string[], limit: number): Promise<'more' | 'done'> {
  const logs = await deletePartsOfRuns(db, 'log', { runIds, limit })
  const keys = await findKeysOfRuns(db, runIds)
  const artifacts = await deletePartsOfRuns(db, 'artifact', { runIds, limit })
  if (keys.length > 0) await mendStale(db, keys)
  const tasks = await deletePartsOfRuns(db, 'task_run', { runIds, limit })
  return [logs, artifacts, tasks].some((ids) => ids.length === limit) ? 'more' : 'done'
}

async function mendStale(db: Db, keys: readonly string[]): Promise<void> {
  const stale = await findStaleCollectionsOf(db, keys)
  await mendCollections(
    db,
    stale.map(({ id }) => id),
  )
}
