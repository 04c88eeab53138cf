import { flowEvent } from '@reeve/core/events'
import { readFlow } from '@reeve/database/queries/flows/read-flow'
import { type FlowChanges, updateFlow as update } from '@reeve/database/queries/flows/update-flow'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { NotFound } from '../../http/errors.ts'

/** Changes the tags of a flow. Throws NotFound. [C41] */
export const updateFlow = (ctx: Context, id: string, changes: Pick<FlowChanges, 'tags'>): Promise<void> =>
  writeWithEvents(ctx, async (db) => {
    const changed = await update(db, { id, ...changes, updated: ctx.clock.now() })
    const flow = changed ? await readFlow(db, id) : undefined
    if (!flow) throw new NotFound('Flow')
    return { result: undefined, events: [flowEvent('updated', flow, occurrence(ctx))] }
  })
