import { isDue } from '@reeve/core/bulk'
import { StatementTooSlow } from '@reeve/database'
import {
  countBulkTargets,
  selectBulkTargets,
} from '@reeve/database/queries/bulk-operations/select-bulk-targets'
import type { Instant } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { targetsOf } from './bulk-targets.ts'
import { forecastBulkOperation } from './forecast-bulk-operation.ts'
import { change, ENDED, end, type Held, isPassing, type Step } from './held-operation.ts'
import { runBatch } from './run-bulk-batch.ts'

/** Ids that are looked up at once; each batch looks at its own once more. */
const PAGE = 2_000

/** An operation whose rows cannot be selected is given up after so many attempts. */
const MAX_FAULTS = 3

/** Brings an operation a batch further. Throws where the database cannot be reached. */
export async function workOn(ctx: Context, held: Held): Promise<Step> {
  const { operation } = held
  if (!isDue(operation.due, ctx.clock.now())) return 'waits'
  if (operation.started === null) return selecting(ctx, held, () => begin(ctx, held))
  if (held.next.length === 0 && !held.isLast) {
    const step = await selecting(ctx, held, () => lookAhead(ctx, held, operation.started as Instant))
    if (step === 'over' || held.faults > 0) return step
  }
  return held.next.length === 0 ? end(ctx, held, { status: 'completed' }) : runBatch(ctx, held)
}

/** Runs what selects rows. If it fails again and again while the database is there, the operation fails for good. */
async function selecting(ctx: Context, held: Held, select: () => Promise<Step>): Promise<Step> {
  try {
    const step = await select()
    held.faults = 0
    return step
  } catch (err) {
    if (isPassing(err) && !(err instanceof StatementTooSlow)) throw err
    held.faults += 1
    ctx.log.error(
      { err, bulk_operation_id: held.operation.id },
      'Cannot select what a bulk operation changes',
    )
    if (held.faults < MAX_FAULTS) return 'waits'
    return end(ctx, held, { status: 'failed', error: reasonOf(err) })
  }
}

const reasonOf = (err: unknown): string =>
  err instanceof StatementTooSlow
    ? 'Selecting what it is about takes longer than a statement may. Ask for less at a time, by time or by id.'
    : 'What it is about could not be selected because of a fault of the server; its log says more.'

/** Counts what there is to do. A dry run ends with that. */
async function begin(ctx: Context, held: Held): Promise<Step> {
  const { operation } = held
  const started = ctx.clock.now()
  const total = await countBulkTargets(ctx.database.reader, targetsOf(operation, started))
  if (!operation.dry_run) {
    return change(ctx, held, { changes: { status: 'running', started, total }, events: ['started'] })
  }
  const sample = await forecastBulkOperation(ctx, operation, started)
  await change(ctx, held, {
    changes: { ...ENDED, status: 'completed', started, ended: ctx.clock.now(), total, sample },
    events: ['started', 'completed'],
  })
  return 'over'
}

/** Takes the ids that were looked up meanwhile, and has the ones after them looked up. */
async function lookAhead(ctx: Context, held: Held, started: Instant): Promise<Step> {
  const targets = targetsOf(held.operation, started)
  const select = (after: string | null) =>
    selectBulkTargets(ctx.database.reader, targets, { after, limit: PAGE })
  const ahead = held.ahead ?? select(held.operation.cursor)
  held.ahead = undefined
  held.next = await ahead
  held.isLast = held.next.length < PAGE
  if (held.isLast) return 'went on'
  held.ahead = select(held.next.at(-1) ?? null)
  // Looked at when its turn comes; an operation that is paused by then never does.
  held.ahead.catch(() => {})
  return 'went on'
}
