import { type GivenBack, occupancySeconds, type SlotClock, withGivenBack } from '@reeve/core/slots'
import type { Db } from '@reeve/database'
import {
  type LeaseRow,
  loadLeases,
  loadLimits,
  loadLimitsByName,
} from '@reeve/database/queries/slots/load-ledger'
import { deleteLeases, saveLimitSlots } from '@reeve/database/queries/slots/save-ledger'
import type { MinimalConcurrencyLimitResponse } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { byName } from './limit-answers.ts'
import { slotClock } from './slot-clock.ts'

/** Gives slots back to the limits of these names that are switched on. [F4, F7] */
export const giveBackSlots = (
  ctx: Context,
  request: {
    readonly names: readonly string[]
    readonly slots: number
    readonly occupancy_seconds: number | null
  },
): Promise<MinimalConcurrencyLimitResponse[]> =>
  ctx.database.write(async (db) => {
    const limits = await loadLimitsByName(db, request.names)
    const clock = slotClock(ctx)
    const given = { slots: request.slots, occupancySeconds: request.occupancy_seconds ?? undefined }
    const active = limits.filter((limit) => limit.active)
    await saveLimitSlots(
      db,
      active.map((limit) => withGivenBack(limit, given, clock)),
    )
    return byName(limits)
  })

/** Gives the slots of a lease back and ends it; one that has ended is no error. [F8] */
export const giveBackLease = (ctx: Context, leaseId: string): Promise<null> =>
  ctx.database.write(async (db) => {
    await endLeases(ctx, db, await loadLeases(db, [leaseId]))
    return null
  })

/** A lease as far as ending it goes. */
export type EndedLease = Pick<LeaseRow, 'id' | 'resource_ids' | 'slots' | 'created_at'>

/** What each lease gives back, as it is counted by default: with the time that it was held. */
const withOccupancy = (lease: EndedLease, { now }: SlotClock): GivenBack => ({
  slots: lease.slots,
  occupancySeconds: occupancySeconds(lease, now),
})

/** Gives the slots of locked leases back and ends them. Limits that are gone or switched off stay as they are. */
export async function endLeases(
  ctx: Context,
  db: Db,
  leases: readonly EndedLease[],
  given: (lease: EndedLease, clock: SlotClock) => GivenBack = withOccupancy,
): Promise<void> {
  const before = await loadLimits(db, [...new Set(leases.flatMap((lease) => lease.resource_ids))])
  const clock = slotClock(ctx)
  const after = new Map(before.map((limit) => [limit.id, limit]))
  for (const lease of leases) {
    for (const id of lease.resource_ids) {
      const limit = after.get(id)
      if (limit) after.set(id, { ...limit, ...withGivenBack(limit, given(lease, clock), clock) })
    }
  }
  await saveLimitSlots(
    db,
    [...after.values()].filter(({ active }) => active),
  )
  await deleteLeases(
    db,
    leases.map(({ id }) => id),
  )
}
