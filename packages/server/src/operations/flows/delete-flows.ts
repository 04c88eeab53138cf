import { flowEvent } from '@reeve/core/events'
import { deleteFlows as deleteRows } from '@reeve/database/queries/flows/delete-flows'
import { readFlow } from '@reeve/database/queries/flows/read-flow'
import { readFlows } from '@reeve/database/queries/flows/read-flows'
import type { FlowFilter } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { NotFound } from '../../http/errors.ts'
import { deleteRunsOfFlows } from '../flow-runs/delete-many-runs.ts'

/**
 * Deletes a flow with its deployments and runs; the runs first, in small transactions, so that a deletion that is cut
 * off leaves a flow with fewer runs. Throws NotFound. [C41]
 */
export async function deleteFlow(ctx: Context, id: string): Promise<void> {
  await deleteRunsOfFlows(ctx, [id])
  return writeWithEvents(ctx, async (db) => {
    const flow = await readFlow(db, id)
    const deleted = await deleteRows(db, [id])
    if (!flow || deleted.length === 0) throw new NotFound('Flow')
    return { result: undefined, events: [flowEvent('deleted', flow, occurrence(ctx))] }
  })
}

/** Deletes the first flows by name that a filter selects. Returns their ids. [C12] */
export async function deleteFlows(
  ctx: Context,
  { flows, limit }: { readonly flows: FlowFilter | null; readonly limit: number },
): Promise<{ deleted: string[] }> {
  const selected = await readFlows(ctx.database.reader, { flows, sort: 'NAME_ASC', limit, offset: 0 })
  const ids = selected.map(({ id }) => id)
  await deleteRunsOfFlows(ctx, ids)
  return writeWithEvents(ctx, async (db) => {
    const gone = new Set(await deleteRows(db, ids))
    const deleted = selected.filter(({ id }) => gone.has(id))
    return {
      result: { deleted: deleted.map(({ id }) => id) },
      events: deleted.map((flow) => flowEvent('deleted', flow, occurrence(ctx))),
    }
  })
}
