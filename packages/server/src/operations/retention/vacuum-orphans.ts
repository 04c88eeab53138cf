import {
  findStaleCollections,
  mendCollections,
} from '@reeve/database/queries/artifact-collections/mend-collections'
import { deletePartsOfRuns } from '@reeve/database/queries/flow-runs/delete-many-flow-runs'
import { findGoneOwners } from '@reeve/database/queries/flow-runs/find-old-flow-runs'
import type { Context } from '../../context.ts'
import { inSteps } from '../in-steps.ts'

/**
 * Deletes logs and artifacts of runs that are gone, and sees to collections whose latest artifact is: the newest one
 * of their key takes its place, or the collection goes. [E22]
 */
export async function vacuumOrphans(ctx: Context, signal?: AbortSignal): Promise<void> {
  await deleteOrphans(ctx, 'log', signal)
  await deleteOrphans(ctx, 'artifact', signal)
  await mendStaleCollections(ctx, signal)
}

async function deleteOrphans(ctx: Context, part: 'log' | 'artifact', signal?: AbortSignal): Promise<void> {
  const largest = ctx.settings['server.services.db_vacuum.batch_size']
  let deleted = 0
  for (let after: string | undefined; !signal?.aborted; ) {
    const { last, gone } = await findGoneOwners(ctx.database.reader, part, { after, limit: largest })
    if (gone.length > 0) {
      deleted += await inSteps(
        ctx,
        async (db, limit) => (await deletePartsOfRuns(db, part, { runIds: gone, limit })).length,
        { largest, signal },
      )
    }
    if (last === undefined) break
    after = last
  }
  if (deleted > 0) ctx.log.info({ deleted, of: part }, 'The vacuum deleted rows whose flow run is gone')
}

async function mendStaleCollections(ctx: Context, signal?: AbortSignal): Promise<void> {
  const largest = ctx.settings['server.services.db_vacuum.batch_size']
  let after: string | undefined
  await inSteps(
    ctx,
    async (db, limit) => {
      const stale = await findStaleCollections(db, { after, limit })
      await mendCollections(
        db,
        stale.map(({ id }) => id),
      )
      after = stale.at(-1)?.id
      return stale.length
    },
    { largest, signal },
  )
}
