import { hasRoom, newLease, retryAfterSeconds, withTaken } from '@reeve/core/slots'
import type { Db } from '@reeve/database'
import { type LeaseRow, type LimitRow, loadLimitsByName } from '@reeve/database/queries/slots/load-ledger'
import { saveLeases, saveLimitSlots } from '@reeve/database/queries/slots/save-ledger'
import type { ConcurrencyLimitWithLeaseResponse, MinimalConcurrencyLimitResponse } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { Refused } from '../../http/errors.ts'
import { byName } from './limit-answers.ts'
import { locked } from './locked.ts'
import { slotClock } from './slot-clock.ts'

/** The slots that a client wants on each of some limits. */
export interface SlotRequest {
  readonly names: readonly string[]
  readonly slots: number
  /** With `rate_limit`, limits whose slots do not come back by themselves are refused. */
  readonly mode: 'concurrency' | 'rate_limit'
}

/** A request for slots that are given back when nobody renews them. */
export interface LeasedSlotRequest extends SlotRequest {
  readonly lease_duration: number
  readonly holder: LeaseRow['holder']
}

/**
 * Takes slots on all limits of these names that are switched on, or on none. Names without a limit are left out.
 * Refuses with 423 and a time to wait if one is full, with 422 if it could never be done. [F5, F6]
 */
export const takeSlots = (ctx: Context, request: SlotRequest): Promise<MinimalConcurrencyLimitResponse[]> =>
  ctx.database.write((db) => take(ctx, db, request))

/** As `takeSlots`, under a lease that ends by itself; it names the limits that are switched off as well. [F8, F9] */
export const takeSlotsWithLease = (
  ctx: Context,
  request: LeasedSlotRequest,
): Promise<ConcurrencyLimitWithLeaseResponse> =>
  ctx.database.write(async (db) => {
    const limits = await take(ctx, db, request)
    const terms = {
      id: ctx.ids.next(),
      limitIds: limits.map(({ id }) => id),
      slots: request.slots,
      holder: request.holder,
      durationSeconds: request.lease_duration,
    }
    await saveLeases(db, [newLease(terms, ctx.clock.now())])
    return { lease_id: terms.id, limits }
  })

/** Nothing is written about a denial: the reference counts it, and loses the count with its refusal. */
async function take(ctx: Context, db: Db, request: SlotRequest): Promise<MinimalConcurrencyLimitResponse[]> {
  const { names, slots } = request
  const limits = await loadLimitsByName(db, names)
  const active = limits.filter((limit) => limit.active)
  refuseImpossible(active, request)
  const clock = slotClock(ctx)
  if (!active.every((limit) => hasRoom(limit, slots, clock.now)))
    throw locked('Locked', retryAfterSeconds(active, slots, { ...clock, random: ctx.ids.random }))
  await saveLimitSlots(
    db,
    active.map((limit) => withTaken(limit, slots, clock)),
  )
  return byName(limits)
}

function refuseImpossible(active: readonly LimitRow[], { slots, mode }: SlotRequest): void {
  if (active.some(({ limit }) => limit < slots))
    throw new Refused(422, 'Slots requested is greater than the limit')
  const steady = active.filter((limit) => limit.slot_decay_per_second === 0)
  if (mode === 'rate_limit' && steady.length > 0)
    throw new Refused(
      422,
      'Only concurrency limits with slot decay can be used for rate limiting. The following limits do not ' +
        `have a decay configured: '${steady.map(({ name }) => name).join(',')}'`,
    )
}
