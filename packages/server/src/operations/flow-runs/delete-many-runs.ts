import {
  countPartsOfRuns,
  deletePartsOfRuns,
  deleteRunRows,
  detachFinishedRuns as detachSome,
  findSomeRunsOfFlows,
  type RunPart,
} from '@reeve/database/queries/flow-runs/delete-many-flow-runs'
import { deleteSomeScheduledRuns } from '@reeve/database/queries/flow-runs/delete-scheduled-runs'
import { type Doomed, findDoomedQueues } from '@reeve/database/queries/work-queues/find-doomed-queues'
import type { Context } from '../../context.ts'
import { inSteps } from '../in-steps.ts'

/** Most runs have fewer task runs or logs than this, so that they go in one step. */
export const ROWS_PER_RUN = 5
/** What hangs on runs goes with them in one transaction, unless there is more than this of it. */
const FEW_ROWS = 500

/**
 * Deletes most of what hangs on runs that are about to be deleted, in small transactions, where it is too much for
 * one. If it is cut off, the runs are still there and have less hanging on them; nothing is left without its run.
 */
export async function thinOutRuns(
  ctx: Context,
  runIds: readonly string[],
  parts: readonly RunPart[] = ['task_run', 'log'],
): Promise<void> {
  for (const part of parts) {
    const count = await countPartsOfRuns(ctx.database.quick, part, { runIds, limit: FEW_ROWS + 1 })
    if (count > FEW_ROWS) {
      await inSteps(ctx, async (db, limit) => (await deletePartsOfRuns(db, part, { runIds, limit })).length)
    }
  }
}

/**
 * Deletes the runs of flows that are about to be deleted, in small transactions. Their logs and artifacts stay, as
 * they do when the flow takes its runs along. [C41]
 */
export async function deleteRunsOfFlows(ctx: Context, flowIds: readonly string[]): Promise<void> {
  if (flowIds.length === 0) return
  await inSteps(ctx, async (db, limit) => {
    const runIds = await findSomeRunsOfFlows(db, { flowIds, limit })
    if (runIds.length === 0) return 0
    const most = ROWS_PER_RUN * limit
    const tasks = await deletePartsOfRuns(db, 'task_run', { runIds, limit: most })
    if (tasks.length === most) return limit
    await deleteRunRows(db, runIds)
    return runIds.length
  })
}

/** Deletes most of what waits to run of deployments that are about to be deleted, in small transactions. [C33] */
export async function deleteRunsThatWait(ctx: Context, deploymentIds: readonly string[]): Promise<void> {
  await inSteps(
    ctx,
    async (db, limit) => (await deleteSomeScheduledRuns(db, { deploymentIds, limit })).length,
  )
}

/**
 * Takes finished runs out of queues that are about to be deleted, in small transactions: otherwise the deletion of
 * a queue changes all the runs that it ever had.
 */
export async function detachFinishedRuns(ctx: Context, doomed: Doomed): Promise<void> {
  const queueIds = await findDoomedQueues(ctx.database.quick, doomed)
  if (queueIds.length === 0) return
  await inSteps(ctx, async (db, limit) => (await detachSome(db, { queueIds, limit })).length)
}
