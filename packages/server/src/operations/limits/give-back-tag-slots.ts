import { TAG_PREFIX } from '@reeve/core/slots'
import type { Db } from '@reeve/database'
import { lockLegacyLimits } from '@reeve/database/queries/legacy-limits/lock-legacy-limits'
import type { LegacyLimitRow } from '@reeve/database/queries/legacy-limits/read-legacy-limit'
import { saveLegacySlots } from '@reeve/database/queries/legacy-limits/save-legacy-slots'
import { loadLeasesOfHolders, loadLimitsByName } from '@reeve/database/queries/slots/load-ledger'
import type { MinimalConcurrencyLimitResponse } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { endLeases } from './give-back-slots.ts'
import { byName } from './limit-answers.ts'

/**
 * Gives back what a task run holds on the limits of these tags: of limits on names its whole leases, whatever
 * else they cover. Answers with all limits on names, and the older ones on which it held a slot. [F15]
 */
export const giveBackTagSlots = (
  ctx: Context,
  { names, task_run_id }: { readonly names: readonly string[]; readonly task_run_id: string },
): Promise<MinimalConcurrencyLimitResponse[]> =>
  ctx.database.write(async (db) => {
    const leases = await loadLeasesOfHolders(db, [task_run_id])
    const limits = await loadLimitsByName(
      db,
      names.map((tag) => TAG_PREFIX + tag),
    )
    const ids = new Set(limits.map(({ id }) => id))
    const held = leases.filter(({ resource_ids }) => resource_ids.some((id) => ids.has(id)))
    await endLeases(ctx, db, held, ({ slots }) => ({ slots }))
    const handled = new Set(limits.map(({ name }) => name))
    const legacy = (await lockLegacyLimits(db, names)).filter(
      ({ tag, active_slots }) => !handled.has(TAG_PREFIX + tag) && active_slots.includes(task_run_id),
    )
    await giveBackLegacy(ctx, db, { legacy, task_run_id })
    return [
      ...byName(limits),
      ...legacy.map(({ id, tag, concurrency_limit }) => ({ id, name: tag, limit: concurrency_limit })),
    ]
  })

async function giveBackLegacy(
  ctx: Context,
  db: Db,
  { legacy, task_run_id }: { readonly legacy: readonly LegacyLimitRow[]; readonly task_run_id: string },
): Promise<void> {
  const updated = ctx.clock.now()
  await saveLegacySlots(
    db,
    legacy.map(({ id, active_slots }) => ({
      id,
      active_slots: active_slots.filter((holder) => holder !== task_run_id),
      updated,
    })),
  )
}
