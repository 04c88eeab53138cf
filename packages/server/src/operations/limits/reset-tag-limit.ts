import { newLease, TAG_PREFIX, UNRENEWED_LEASE_SECONDS } from '@reeve/core/slots'
import type { Db } from '@reeve/database'
import { lockLeasesOfLimit } from '@reeve/database/queries/leases/lock-leases-of-limit'
import { narrowLeases } from '@reeve/database/queries/leases/narrow-leases'
import { lockLegacyLimits } from '@reeve/database/queries/legacy-limits/lock-legacy-limits'
import { saveLegacySlots } from '@reeve/database/queries/legacy-limits/save-legacy-slots'
import { type LimitRow, loadLimitsByName } from '@reeve/database/queries/slots/load-ledger'
import { deleteLeases, saveLeases, saveLimitSlots } from '@reeve/database/queries/slots/save-ledger'
import type { Context } from '../../context.ts'
import { NotFound } from '../../http/errors.ts'

/** Takes all slots of a limit on a tag from their holders and gives one to each of these task runs. [F16] */
export const resetTagLimit = (ctx: Context, tag: string, holders: readonly string[]): Promise<null> =>
  ctx.database.write(async (db) => {
    const [limit] = await loadLimitsByName(db, [TAG_PREFIX + tag])
    if (limit) await resetLimit(ctx, db, { limit, holders })
    else await resetLegacyLimit(ctx, db, { tag, holders })
    return null
  })

async function resetLimit(
  ctx: Context,
  db: Db,
  { limit, holders }: { readonly limit: LimitRow; readonly holders: readonly string[] },
): Promise<void> {
  await endLeasesOnLimit(db, limit.id)
  const now = ctx.clock.now()
  const lease = { limitIds: [limit.id], slots: 1, durationSeconds: UNRENEWED_LEASE_SECONDS }
  await saveLeases(
    db,
    holders.map((id) => newLease({ ...lease, id: ctx.ids.next(), holder: { type: 'task_run', id } }, now)),
  )
  await saveLimitSlots(db, [{ ...limit, active_slots: holders.length, updated: now }])
}

async function resetLegacyLimit(
  ctx: Context,
  db: Db,
  { tag, holders }: { readonly tag: string; readonly holders: readonly string[] },
): Promise<void> {
  const [limit] = await lockLegacyLimits(db, [tag])
  if (!limit) throw new NotFound('Concurrency limit')
  await saveLegacySlots(db, [{ id: limit.id, active_slots: holders, updated: ctx.clock.now() }])
}

/** Ends the leases on a limit whose row is locked; on their other limits they go on. Slots are the caller's matter. */
export async function endLeasesOnLimit(db: Db, limitId: string): Promise<void> {
  const leases = await lockLeasesOfLimit(db, limitId)
  const narrowed = leases.map(({ id, resource_ids }) => ({
    id,
    resource_ids: resource_ids.filter((resource) => resource !== limitId),
  }))
  await narrowLeases(
    db,
    narrowed.filter(({ resource_ids }) => resource_ids.length > 0),
  )
  await deleteLeases(
    db,
    narrowed.filter(({ resource_ids }) => resource_ids.length === 0).map(({ id }) => id),
  )
}
