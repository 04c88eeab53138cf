import { addOutcomes, type BulkOutcome, batchSize, nextDue, nextSize } from '@reeve/core/bulk'
import type { Db } from '@reeve/database'
import type { BulkOperationRow } from '@reeve/database/queries/bulk-operations/read-bulk-operation'
import { findBulkTargets, lockBulkTargets } from '@reeve/database/queries/bulk-operations/select-bulk-targets'
import { advanceBulkOperation } from '@reeve/database/queries/bulk-operations/update-bulk-operation'
import { addSeconds, type Instant } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { thinOutRuns } from '../flow-runs/delete-many-runs.ts'
import { targetsOf } from './bulk-targets.ts'
import { changeBulkTargets } from './change-bulk-targets.ts'
import { asHolder, type Held, isPassing, LEASE_SECONDS, type Step } from './held-operation.ts'

/**
 * Makes the next changes. If they cannot be saved together, each is tried by itself, and one that cannot be saved alone
 * is counted as failed. Throws where the database cannot be reached.
 */
export async function runBatch(ctx: Context, held: Held): Promise<Step> {
  const largest = held.singly > 0 ? 1 : held.size
  const ids = held.next.slice(0, batchSize(held.operation.parameters.rate, largest))
  try {
    await makeReady(ctx, held.operation, ids)
    return await advance(ctx, held, ids, (db, operation) => changeThose(ctx, db, { operation, ids }))
  } catch (err) {
    // It may have been given up because it took too long.
    held.size = nextSize(held.size, Number.POSITIVE_INFINITY, 0)
    if (isPassing(err)) throw err
    if (ids.length > 1) {
      held.singly = ids.length
      ctx.log.warn(
        { err, bulk_operation_id: held.operation.id },
        'A batch could not be saved; trying one by one',
      )
      return 'went on'
    }
    ctx.log.error({ err, bulk_operation_id: held.operation.id, id: ids[0] }, 'A change could not be saved')
    return advance(ctx, held, ids, async () => [FAILED])
  }
}

const FAILED: BulkOutcome = {
  status: 'FAILED',
  reason: 'The change could not be saved because of a fault of the server; its log says more.',
}
const SKIPPED: BulkOutcome = { status: 'SKIPPED', reason: null }

/** Runs with much hanging on them are too much for one transaction. */
async function makeReady(ctx: Context, operation: BulkOperationRow, ids: readonly string[]): Promise<void> {
  if (operation.kind !== 'delete') return
  const targets = targetsOf(operation, operation.started as Instant)
  await thinOutRuns(ctx, await findBulkTargets(ctx.database.quick, targets, ids))
}

/** Changes those of the ids that the operation is still about. */
async function changeThose(
  ctx: Context,
  db: Db,
  { operation, ids }: { readonly operation: BulkOperationRow; readonly ids: readonly string[] },
): Promise<BulkOutcome[]> {
  const targets = targetsOf(operation, operation.started as Instant)
  const still = await lockBulkTargets(db, targets, ids)
  const outcomes = await changeBulkTargets(ctx, db, { operation, ids: still })
  return ids.map((id) => outcomes.get(id) ?? SKIPPED)
}

/** Makes a batch of changes and writes, in the same transaction, that they are made. */
async function advance(
  ctx: Context,
  held: Held,
  ids: readonly string[],
  work: (db: Db, operation: BulkOperationRow) => Promise<BulkOutcome[]>,
): Promise<Step> {
  let tookMs = 0
  const advanced = await asHolder(ctx, held, async (db, operation) => {
    const begun = performance.now()
    const outcomes = await work(db, operation)
    const now = ctx.clock.now()
    const result = {
      ...operation,
      ...addOutcomes(operation, outcomes),
      updated: now,
      cursor: ids.at(-1) ?? operation.cursor,
      due: nextDue({ rate: operation.parameters.rate, due: operation.due, now }, ids.length),
      leased_until: addSeconds(now, LEASE_SECONDS),
    }
    await advanceBulkOperation(db, result)
    tookMs = performance.now() - begun
    return { result, events: [] }
  })
  if (!advanced) return 'over'
  held.operation = advanced
  held.next = held.next.slice(ids.length)
  held.singly = Math.max(0, held.singly - ids.length)
  if (ids.length === held.size) held.size = nextSize(held.size, tookMs, held.batchMs)
  return 'went on'
}
