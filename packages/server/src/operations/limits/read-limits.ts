import { effectiveActiveSlots } from '@reeve/core/slots'
import { listConcurrencyLimits } from '@reeve/database/queries/concurrency-limits/list-concurrency-limits'
import { readConcurrencyLimit } from '@reeve/database/queries/concurrency-limits/read-concurrency-limit'
import type { LimitRow } from '@reeve/database/queries/slots/load-ledger'
import type { GlobalConcurrencyLimitResponse } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { NotFound } from '../../http/errors.ts'
import { limitKey } from './limit-key.ts'

/** A limit with the slots that are taken by now. Throws NotFound. [F1, F2] */
export async function readLimit(ctx: Context, idOrName: string): Promise<GlobalConcurrencyLimitResponse> {
  const limit = await readConcurrencyLimit(ctx.database.quick, limitKey(idOrName))
  if (!limit) throw new NotFound('Concurrency Limit')
  return withDecay(ctx, limit)
}

/** A page of all limits, by name, with the slots that are taken by now. [F1, F2] */
export async function listLimits(
  ctx: Context,
  page: { readonly limit: number; readonly offset: number },
): Promise<GlobalConcurrencyLimitResponse[]> {
  const limits = await listConcurrencyLimits(ctx.database.reader, page)
  return limits.map((limit) => withDecay(ctx, limit))
}

const withDecay = (ctx: Context, limit: LimitRow): GlobalConcurrencyLimitResponse => ({
  ...limit,
  active_slots: effectiveActiveSlots(limit, ctx.clock.now()),
})
