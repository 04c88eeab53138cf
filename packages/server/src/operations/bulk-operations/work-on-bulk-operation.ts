import {
  addOutcomes,
  type BulkOutcome,
  batchSize,
  FIRST_SIZE,
  isDue,
  nextDue,
  nextSize,
} from '@reeve/core/bulk'
import { bulkOperationEvent } from '@reeve/core/events'
import { DatabaseUnavailable, type Db, Overloaded } from '@reeve/database'
import {
  type BulkOperationRow,
  lockBulkOperation,
} from '@reeve/database/queries/bulk-operations/read-bulk-operation'
import {
  countBulkTargets,
  lockBulkTargets,
  selectBulkTargets,
} from '@reeve/database/queries/bulk-operations/select-bulk-targets'
import {
  advanceBulkOperation,
  type BulkOperationChanges,
  updateBulkOperation,
} from '@reeve/database/queries/bulk-operations/update-bulk-operation'
import { addSeconds, type Event, type Instant } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { type Change, occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { targetsOf } from './bulk-targets.ts'
import { changeBulkTargets } from './change-bulk-targets.ts'
import { forecastBulkOperation } from './forecast-bulk-operation.ts'

/** How long others keep off an operation whose server says nothing any more; each batch says something. */
export const LEASE_SECONDS = 10

/** Ids that are looked up at once; each batch looks at its own once more. */
const PAGE = 2_000

/**
 * How long one batch may take. One writer is kept from all others for so long: with 8 ms, the slowest hundredth of
 * their changes take up to one and a half times as long as at rest. Elsewhere only those wait who change the same
 * runs, and what counts is to spread the round trips over many.
 */
const BATCH_MS = { oneWriter: 8, manyWriters: 100 } as const

/** An operation whose rows cannot be selected is given up after so many attempts. */
const MAX_FAULTS = 3

/** An operation that this server works on. */
export interface Held {
  /** As this server wrote it last. */
  operation: BulkOperationRow
  /** Ids that come next, after its cursor. */
  next: readonly string[]
  /** Whether there are none after those. */
  isLast: boolean
  /** What a batch may have. */
  size: number
  /** So many of `next` are tried one by one, because together they could not be saved. */
  singly: number
  /** Attempts at selecting rows that failed, one after the other. */
  faults: number
}

/** What came of a step: `over` if this server has nothing to do with the operation any more. */
export type Step = 'went on' | 'waits' | 'over'

/** An operation that this server took up. */
export const hold = (operation: BulkOperationRow): Held => ({
  operation,
  next: [],
  isLast: false,
  size: FIRST_SIZE,
  singly: 0,
  faults: 0,
})

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

/** Runs what selects rows. If it fails for no reason that lies in the database being away, it fails for good. */
async function selecting(ctx: Context, held: Held, select: () => Promise<Step>): Promise<Step> {
  try {
    const step = await select()
    held.faults = 0
    return step
  } catch (err) {
    if (isPassing(err)) throw err
    held.faults += 1
    ctx.log.error(
      { err, bulk_operation_id: held.operation.id },
      'Cannot select what a bulk operation changes',
    )
    if (held.faults < MAX_FAULTS) return 'waits'
    const error =
      'What it is about could not be selected because of a fault of the server; its log says more.'
    return end(ctx, held, { status: 'failed', error })
  }
}

const isPassing = (err: unknown): boolean => err instanceof DatabaseUnavailable || err instanceof Overloaded

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

async function lookAhead(ctx: Context, held: Held, started: Instant): Promise<Step> {
  const { operation } = held
  held.next = await selectBulkTargets(ctx.database.reader, targetsOf(operation, started), {
    after: operation.cursor,
    limit: PAGE,
  })
  held.isLast = held.next.length < PAGE
  return 'went on'
}

const ENDED = { due: null, holder: null, leased_until: null } as const satisfies BulkOperationChanges

async function end(
  ctx: Context,
  held: Held,
  { status, error = null }: { readonly status: 'completed' | 'failed'; readonly error?: string | null },
): Promise<Step> {
  await change(ctx, held, {
    changes: { ...ENDED, status, error, ended: ctx.clock.now() },
    events: [status],
  })
  return 'over'
}

interface StatusChange {
  readonly changes: BulkOperationChanges
  readonly events: readonly ('started' | 'completed' | 'failed')[]
}

/** Changes what the operation says of itself, if it is still this server's. */
async function change(ctx: Context, held: Held, { changes, events }: StatusChange): Promise<Step> {
  const changed = await asHolder(ctx, held, async (db, operation) => {
    const now = ctx.clock.now()
    const result = { ...operation, ...changes, updated: now }
    await updateBulkOperation(db, operation.id, { changes, now })
    return {
      result,
      events: events.map((event) => bulkOperationEvent(event, result, occurrence(ctx))),
    }
  })
  if (!changed) return 'over'
  held.operation = changed
  return 'went on'
}

/** A unit of work on the locked operation; undefined, and nothing done, if somebody else changed it since. */
const asHolder = (
  ctx: Context,
  { operation: known }: Held,
  work: (db: Db, operation: BulkOperationRow) => Promise<Change<BulkOperationRow>>,
): Promise<BulkOperationRow | undefined> =>
  writeWithEvents(ctx, async (db): Promise<Change<BulkOperationRow | undefined>> => {
    const operation = await lockBulkOperation(db, known.id)
    return operation?.holder === known.holder && operation?.cursor === known.cursor
      ? work(db, operation)
      : { result: undefined, events: [] satisfies Event[] }
  })

async function runBatch(ctx: Context, held: Held): Promise<Step> {
  const largest = held.singly > 0 ? 1 : held.size
  const ids = held.next.slice(0, batchSize(held.operation.parameters.rate, largest))
  try {
    return await advance(ctx, held, ids, (db, operation) => changeThose(ctx, db, { operation, ids }))
  } catch (err) {
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
  ctx.broadcast.publish('outbox', null)
  const targetMs = ctx.database.dialect.hasOneWriter ? BATCH_MS.oneWriter : BATCH_MS.manyWriters
  held.operation = advanced
  held.next = held.next.slice(ids.length)
  held.singly = Math.max(0, held.singly - ids.length)
  if (ids.length === held.size) held.size = nextSize(held.size, tookMs, targetMs)
  return 'went on'
}
