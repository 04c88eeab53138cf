import { concurrencyLimitEvent } from '@reeve/core/events'
import { deleteConcurrencyLimit } from '@reeve/database/queries/concurrency-limits/delete-concurrency-limit'
import { insertConcurrencyLimit } from '@reeve/database/queries/concurrency-limits/insert-concurrency-limit'
import { readConcurrencyLimit } from '@reeve/database/queries/concurrency-limits/read-concurrency-limit'
import { updateConcurrencyLimit } from '@reeve/database/queries/concurrency-limits/update-concurrency-limit'
import type { LimitRow } from '@reeve/database/queries/slots/load-ledger'
import type { ConcurrencyLimitV2Create, ConcurrencyLimitV2Update } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { NotFound } from '../../http/errors.ts'
import { limitKey } from './limit-key.ts'

/** How long a slot is taken to be held as long as nothing is known, in seconds. [F1] */
export const FIRST_AVERAGE_OCCUPANCY_SECONDS = 2

/** Adds a limit. [F1] */
export function createLimit(ctx: Context, body: ConcurrencyLimitV2Create): Promise<LimitRow> {
  const limit = newLimit(ctx, body)
  return writeWithEvents(ctx, async (db) => {
    await insertConcurrencyLimit(db, limit)
    return { result: limit, events: [concurrencyLimitEvent('created', limit, occurrence(ctx))] }
  })
}

/** The row of a limit that was asked for. */
export function newLimit(ctx: Context, body: ConcurrencyLimitV2Create): LimitRow {
  const now = ctx.clock.now()
  return {
    id: ctx.ids.next(),
    created: now,
    updated: now,
    ...body,
    avg_slot_occupancy_seconds: FIRST_AVERAGE_OCCUPANCY_SECONDS,
  }
}

/** Changes a limit. Throws NotFound. [F1] */
export const updateLimit = (
  ctx: Context,
  idOrName: string,
  changes: Partial<ConcurrencyLimitV2Update>,
): Promise<null> =>
  writeWithEvents(ctx, async (db) => {
    const limit = await readConcurrencyLimit(db, limitKey(idOrName))
    if (!limit) throw new NotFound('Concurrency Limit')
    // A null that was sent violates the column's constraint, which is the answer.
    const columns = changes as Partial<LimitRow>
    await updateConcurrencyLimit(db, limit.id, { ...columns, updated: ctx.clock.now() })
    const changed = await readConcurrencyLimit(db, { id: limit.id })
    if (!changed) throw new NotFound('Concurrency Limit')
    return { result: null, events: [concurrencyLimitEvent('updated', changed, occurrence(ctx))] }
  })

/** Deletes a limit; leases on it go on without it. Throws NotFound. [F1] */
export const deleteLimit = (ctx: Context, idOrName: string): Promise<null> =>
  writeWithEvents(ctx, async (db) => {
    const limit = await readConcurrencyLimit(db, limitKey(idOrName))
    if (!limit) throw new NotFound('Concurrency Limit')
    await deleteConcurrencyLimit(db, limit.id)
    return { result: null, events: [concurrencyLimitEvent('deleted', limit, occurrence(ctx))] }
  })
