import { deleteOldLogs } from '@reeve/database/queries/logs/delete-logs'
import { addSeconds } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { inSteps } from '../in-steps.ts'

/** Deletes logs that are older than they are kept, whatever they belong to; for ever unless a setting says how long. */
export async function vacuumLogs(ctx: Context, signal?: AbortSignal): Promise<void> {
  const seconds = ctx.settings['reeve.retention.logs']
  if (seconds === null) return
  const largest = ctx.settings['server.services.db_vacuum.batch_size']
  const before = addSeconds(ctx.clock.now(), -seconds)
  const deleted = await inSteps(
    ctx,
    async (db, limit) => (await deleteOldLogs(db, { before, limit })).length,
    { largest, signal },
  )
  if (deleted > 0) ctx.log.info({ deleted, before }, 'The vacuum deleted old logs')
}
