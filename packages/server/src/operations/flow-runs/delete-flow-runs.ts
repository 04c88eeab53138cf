import { applySlotEffects, type SlotEffect } from '@reeve/core/transitions'
import type { Db } from '@reeve/database'
import {
  type DeletableRun,
  deleteFlowRuns as deleteRows,
  loadDeletableRuns,
} from '@reeve/database/queries/flow-runs/delete-flow-runs'
import { selectFlowRunIds } from '@reeve/database/queries/flow-runs/select-flow-run-ids'
import type { FlowRunFilter } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { NotFound } from '../../http/errors.ts'
import { loadLedger, saveLedger } from '../limits/ledger.ts'
import { slotClock } from '../limits/slot-clock.ts'
import { thinOutRuns } from './delete-many-runs.ts'

/** Deletes one run. [C11] */
export async function deleteFlowRun(ctx: Context, id: string): Promise<null> {
  const deleted = await deleteRuns(ctx, [id])
  if (deleted.length === 0) throw new NotFound('Flow run')
  return null
}

/** Deletes the runs that a filter selects, newest id first, at most `limit` of them. [C12] */
export async function deleteFlowRuns(
  ctx: Context,
  selection: { flow_runs: FlowRunFilter | null; limit: number },
): Promise<{ deleted: string[] }> {
  const ids = await selectFlowRunIds(ctx.database.reader, selection)
  return { deleted: await deleteRuns(ctx, ids) }
}

async function deleteRuns(ctx: Context, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  await thinOutRuns(ctx, ids)
  return ctx.database.write((db) => deleteRunsWithin(ctx, db, ids))
}

/**
 * Deletes runs and what hangs on them within a unit of work, and gives their deployments' slots back. Returns the
 * ids that were there. [C11, F23]
 */
export async function deleteRunsWithin(ctx: Context, db: Db, ids: readonly string[]): Promise<string[]> {
  const runs = await loadDeletableRuns(db, ids)
  const before = await loadLedger(db, {
    limitIds: runs.flatMap((run) => run.held_limit_id ?? []),
    leaseIds: runs.flatMap((run) => run.lease_id ?? []),
  })
  const after = applySlotEffects(
    before,
    runs.flatMap((run) => giveBack(run, before.leases)),
    slotClock(ctx),
  )
  await deleteRows(
    db,
    runs.map((run) => run.id),
  )
  await saveLedger(db, before, after)
  const found = new Set(runs.map((run) => run.id))
  return ids.filter((id) => found.has(id))
}

/** A run that sat in a state that holds a slot frees it: with its lease if there is one, else by count. [C11, F23] */
function giveBack(run: DeletableRun, leases: ReadonlyMap<string, unknown>): SlotEffect[] {
  if (!run.held_limit_id) return []
  if (run.lease_id && leases.has(run.lease_id)) return [{ kind: 'release', leaseId: run.lease_id }]
  return [{ kind: 'give-back', limitId: run.held_limit_id, slots: 1 }]
}
