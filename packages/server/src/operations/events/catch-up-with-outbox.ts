import { findLastOfOutbox, hasOutboxUpTo } from '@reeve/database/queries/outbox/find-last-of-outbox'
import type { Context } from '../../context.ts'
import { outboxBuilders } from '../../events/outbox-builders.ts'
import { expandSomeOfOutbox } from './expand-outbox.ts'

const KINDS = Object.keys(outboxBuilders)

/** Expands what is in the outbox by now: a reader of events sees what was acknowledged before it asked. [G2] */
export async function catchUpWithOutbox(ctx: Context): Promise<void> {
  const last = await findLastOfOutbox(ctx.database.quick, KINDS)
  if (last === undefined) return
  do await expandSomeOfOutbox(ctx)
  while (await ctx.database.write((db) => hasOutboxUpTo(db, KINDS, last)))
}
