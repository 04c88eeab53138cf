import { hasRoom, newLease, TAG_PREFIX, UNRENEWED_LEASE_SECONDS, withTaken } from '@reeve/core/slots'
import type { Db } from '@reeve/database'
import { lockLegacyLimits } from '@reeve/database/queries/legacy-limits/lock-legacy-limits'
import type { LegacyLimitRow } from '@reeve/database/queries/legacy-limits/read-legacy-limit'
import { saveLegacySlots } from '@reeve/database/queries/legacy-limits/save-legacy-slots'
import { type LimitRow, loadLimitsByName } from '@reeve/database/queries/slots/load-ledger'
import { saveLeases, saveLimitSlots } from '@reeve/database/queries/slots/save-ledger'
import type { Instant, MinimalConcurrencyLimitResponse } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { Refused } from '../../http/errors.ts'
import { locked } from './locked.ts'
import { slotClock } from './slot-clock.ts'

/** A limit on a tag, of either kind. */
type TagLimit =
  | { readonly tag: string; readonly row: LimitRow; readonly legacy: undefined }
  | { readonly tag: string; readonly row: undefined; readonly legacy: LegacyLimitRow }

/**
 * Takes a slot for a task run on the limit of each tag that has one, or on none; it holds them until it gives
 * them back. Refuses with 423. [F14]
 */
export const takeTagSlots = (
  ctx: Context,
  { names, task_run_id }: { readonly names: readonly string[]; readonly task_run_id: string },
): Promise<MinimalConcurrencyLimitResponse[]> =>
  ctx.database.write(async (db) => {
    const limits = await lockTagLimits(db, [...new Set(names)])
    const rows = limits.flatMap(({ row }) => row ?? [])
    const legacy = limits.flatMap((limit) => limit.legacy ?? [])
    refuseFull(ctx, limits)
    await take(ctx, db, { rows, task_run_id })
    await takeLegacy(ctx, db, { legacy, task_run_id })
    return [
      ...rows.map(({ id, name, limit }) => ({ id, name: name.slice(TAG_PREFIX.length), limit })),
      ...legacy.map(({ id, tag, concurrency_limit }) => ({ id, name: tag, limit: concurrency_limit })),
    ]
  })

/** The limits in force on tags, in the tags' order. Refuses with 423 if one of any kind is 0. */
async function lockTagLimits(db: Db, tags: readonly string[]): Promise<TagLimit[]> {
  const rows = await loadLimitsByName(
    db,
    tags.map((tag) => TAG_PREFIX + tag),
  )
  const byName = new Map(rows.map((row) => [row.name, row]))
  const byTag = new Map((await lockLegacyLimits(db, tags)).map((row) => [row.tag, row]))
  return tags.flatMap((tag): TagLimit[] => {
    const row = byName.get(TAG_PREFIX + tag)
    const legacy = byTag.get(tag)
    if ((row?.limit ?? legacy?.concurrency_limit) === 0)
      throw new Refused(
        423,
        `The concurrency limit on tag "${tag}" is 0 and will deadlock if the task tries to run again.`,
      )
    if (row?.active) return [{ tag, row, legacy: undefined }]
    return legacy ? [{ tag, row: undefined, legacy }] : []
  })
}

/** Older limits that are full are named first; of the others, the first tag stands for all. */
function refuseFull(ctx: Context, limits: readonly TagLimit[]): void {
  const { now, settings } = slotClock(ctx)
  const fullLegacy = limits.find(
    ({ legacy }) => legacy && legacy.active_slots.length >= legacy.concurrency_limit,
  )
  const full =
    fullLegacy ??
    firstIfOneIsFull(
      limits.filter(({ row }) => row),
      now,
    )
  if (full)
    throw locked(`Concurrency limit for the ${full.tag} tag has been reached`, settings.tagSlotWaitSeconds)
}

const firstIfOneIsFull = (limits: readonly TagLimit[], now: Instant): TagLimit | undefined =>
  limits.every(({ row }) => row && hasRoom(row, 1, now)) ? undefined : limits[0]

async function take(
  ctx: Context,
  db: Db,
  { rows, task_run_id }: { readonly rows: readonly LimitRow[]; readonly task_run_id: string },
): Promise<void> {
  if (rows.length === 0) return
  const clock = slotClock(ctx)
  await saveLimitSlots(
    db,
    rows.map((row) => withTaken(row, 1, clock)),
  )
  const lease = newLease(
    {
      id: ctx.ids.next(),
      limitIds: rows.map(({ id }) => id),
      slots: 1,
      holder: { type: 'task_run', id: task_run_id },
      durationSeconds: UNRENEWED_LEASE_SECONDS,
    },
    clock.now,
  )
  await saveLeases(db, [lease])
}

async function takeLegacy(
  ctx: Context,
  db: Db,
  { legacy, task_run_id }: { readonly legacy: readonly LegacyLimitRow[]; readonly task_run_id: string },
): Promise<void> {
  const updated = ctx.clock.now()
  await saveLegacySlots(
    db,
    legacy.map(({ id, active_slots }) => ({
      id,
      active_slots: [...new Set([...active_slots, task_run_id])],
      updated,
    })),
  )
}
