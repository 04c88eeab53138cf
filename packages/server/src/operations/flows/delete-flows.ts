import { flowEvent } from '@reeve/core/events'
import { deleteFlows as deleteRows } from '@reeve/database/queries/flows/delete-flows'
import { readFlow } from '@reeve/database/queries/flows/read-flow'
import { readFlows } from '@reeve/database/queries/flows/read-flows'
import type { FlowFilter } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { NotFound } from '../../http/errors.ts'

/** Deletes a flow with its deployments and runs. Throws NotFound. [C41] */
export const deleteFlow = (ctx: Context, id: string): Promise<void> =>
  writeWithEvents(ctx, async (db) => {
    const flow = await readFlow(db, id)
    const deleted = await deleteRows(db, [id])
    if (!flow || deleted.length === 0) throw new NotFound('Flow')
    return { result: undefined, events: [flowEvent('deleted', flow, occurrence(ctx))] }
  })

/** Deletes the first flows by name that a filter selects. Returns their ids. [C12] */
export const deleteFlows = (
  ctx: Context,
  { flows, limit }: { readonly flows: FlowFilter | null; readonly limit: number },
): Promise<{ deleted: string[] }> =>
  writeWithEvents(ctx, async (db) => {
    const selected = await readFlows(db, { flows, sort: 'NAME_ASC', limit, offset: 0 })
    const gone = new Set(
      await deleteRows(
        db,
        selected.map(({ id }) => id),
      ),
    )
    const deleted = selected.filter(({ id }) => gone.has(id))
    return {
      result: { deleted: deleted.map(({ id }) => id) },
      events: deleted.map((flow) => flowEvent('deleted', flow, occurrence(ctx))),
    }
  })
