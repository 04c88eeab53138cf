import { deleteOldLogs } from '@reeve/database/queries/logs/delete-logs'
import { addSeconds } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { inSteps, unlessFewer } from '../in-steps.ts'

/** Deletes logs that are older than they are kept, whatever they belong to; for ever unless a setting says how long. */
export async function vacuumLogs(ctx: Context, signal?: AbortSignal): Promise<void> {
  const seconds = ctx.settings['reeve.retention.logs']
  if (seconds === null) return
  const limit = ctx.settings['server.services.db_vacuum.batch_size']
  const selection = { before: addSeconds(ctx.clock.now(), -seconds), limit }
  let deleted = 0
  await inSteps(
    ctx,
    async (db) => {
      const ids = await deleteOldLogs(db, selection)
      deleted += ids.length
      return unlessFewer(ids, limit)
    },
    signal,
  )
  if (deleted > 0) ctx.log.info({ deleted }, 'The vacuum deleted old logs')
}
