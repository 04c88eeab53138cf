import { TAG_PREFIX } from '@reeve/core/slots'
import type { Db } from '@reeve/database'
import { listTagLimits as listRows } from '@reeve/database/queries/concurrency-limits/list-tag-limits'
import { readConcurrencyLimit } from '@reeve/database/queries/concurrency-limits/read-concurrency-limit'
import { listTaskRunHolders } from '@reeve/database/queries/leases/list-task-run-holders'
import { listLegacyLimits } from '@reeve/database/queries/legacy-limits/list-legacy-limits'
import { type LegacyLimitKey, readLegacyLimit } from '@reeve/database/queries/legacy-limits/read-legacy-limit'
import type { LimitRow } from '@reeve/database/queries/slots/load-ledger'
import type { ConcurrencyLimit } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { NotFound } from '../../http/errors.ts'

/** A limit on a tag, by its id or tag, with the task runs that hold its slots. Throws NotFound. [F12] */
export async function readTagLimit(ctx: Context, key: LegacyLimitKey): Promise<ConcurrencyLimit> {
  const db = ctx.database.quick
  const limit = await readConcurrencyLimit(db, 'id' in key ? key : { name: TAG_PREFIX + key.tag })
  if (limit?.name.startsWith(TAG_PREFIX)) {
    const [shown] = await withHolders(ctx, db, [limit])
    if (shown) return shown
  }
  const legacy = await readLegacyLimit(db, key)
  if (!legacy) throw new NotFound('Concurrency limit')
  return legacy
}

/** Limits on tags: those on names first, then older ones for other tags. [F13] */
export async function listTagLimits(
  ctx: Context,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<ConcurrencyLimit[]> {
  const db = ctx.database.reader
  const limits = await withHolders(ctx, db, await listRows(db, limit + offset))
  const tags = new Set(limits.map(({ tag }) => tag))
  const legacy = await listLegacyLimits(db, limit + offset)
  return [...limits, ...legacy.filter(({ tag }) => !tags.has(tag))].slice(offset, offset + limit)
}

/** Limits named after tags as limits on tags. */
export async function withHolders(
  ctx: Context,
  db: Db,
  limits: readonly LimitRow[],
): Promise<ConcurrencyLimit[]> {
  const holders = await listTaskRunHolders(db, {
    limitIds: limits.map(({ id }) => id),
    now: ctx.clock.now(),
  })
  return limits.map(({ id, created, updated, name, limit }) => ({
    id,
    created,
    updated,
    tag: name.slice(TAG_PREFIX.length),
    concurrency_limit: limit,
    active_slots: holders
      .filter(({ resource_ids }) => resource_ids.includes(id))
      .map(({ holder_id }) => holder_id),
  }))
}
