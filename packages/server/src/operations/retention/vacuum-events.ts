import { deleteOldEvents } from '@reeve/database/queries/events/delete-old-events'
import { addSeconds, type Instant } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { inSteps } from '../in-steps.ts'

/** Deletes events that are older than they are kept, first those that are kept for less long than others. [E20] */
export async function vacuumEvents(ctx: Context, signal?: AbortSignal): Promise<void> {
  const now = ctx.clock.now()
  const longest = ctx.settings['server.events.retention_period']
  const overrides = ctx.settings['server.services.db_vacuum.event_retention_overrides']
  for (const [event, seconds] of Object.entries(overrides)) {
    if (seconds < longest) await deleteBefore(ctx, { before: addSeconds(now, -seconds), event }, signal)
  }
  await deleteBefore(ctx, { before: addSeconds(now, -longest) }, signal)
}

async function deleteBefore(
  ctx: Context,
  selection: { readonly before: Instant; readonly event?: string },
  signal?: AbortSignal,
): Promise<void> {
  const largest = ctx.settings['server.services.db_vacuum.batch_size']
  const deleted = await inSteps(
    ctx,
    async (db, limit) => (await deleteOldEvents(db, { ...selection, limit })).length,
    { largest, signal },
  )
  if (deleted > 0) ctx.log.info({ deleted, ...selection }, 'The vacuum deleted old events')
}
