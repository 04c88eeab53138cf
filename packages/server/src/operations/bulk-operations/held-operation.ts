import { FIRST_SIZE } from '@reeve/core/bulk'
import { bulkOperationEvent } from '@reeve/core/events'
import { DatabaseUnavailable, type Db, Overloaded } from '@reeve/database'
import {
  type BulkOperationRow,
  lockBulkOperation,
} from '@reeve/database/queries/bulk-operations/read-bulk-operation'
import {
  type BulkOperationChanges,
  updateBulkOperation,
} from '@reeve/database/queries/bulk-operations/update-bulk-operation'
import type { Event } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { type Change, occurrence, writeWithEvents } from '../../events/write-with-events.ts'

/** How long others keep off an operation whose server says nothing any more; each batch says something. */
export const LEASE_SECONDS = 10

/** An operation that this server works on. */
export interface Held {
  /** As this server wrote it last. */
  operation: BulkOperationRow
  /** Ids that come next, after its cursor. */
  next: readonly string[]
  /** Those after them, which are being looked up. */
  ahead: Promise<readonly string[]> | undefined
  /** Whether there are none after `next`. */
  isLast: boolean
  /** How long a batch may take. */
  batchMs: number
  /** What a batch may have so that it takes about so long. */
  size: number
  /** So many of `next` are tried one by one, because together they could not be saved. */
  singly: number
  /** Attempts at selecting rows that failed, one after the other. */
  faults: number
}

/** What came of a step: `over` if this server has nothing to do with the operation any more. */
export type Step = 'went on' | 'waits' | 'over'

/** An operation that this server took up. */
export const hold = (operation: BulkOperationRow, batchMs: number): Held => ({
  operation,
  next: [],
  ahead: undefined,
  isLast: false,
  batchMs,
  size: FIRST_SIZE,
  singly: 0,
  faults: 0,
})

/** Nobody works on an operation that has ended. */
export const ENDED = { due: null, holder: null, leased_until: null } as const satisfies BulkOperationChanges

/** Ends an operation. */
export async function end(
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
export async function change(ctx: Context, held: Held, { changes, events }: StatusChange): Promise<Step> {
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
export const asHolder = (
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

/** True for errors that pass when the database is there again. */
export const isPassing = (err: unknown): boolean =>
  err instanceof DatabaseUnavailable || err instanceof Overloaded
