import { flowEvent } from '@reeve/core/events'
import { insertFlow } from '@reeve/database/queries/flows/insert-flow'
import { type FlowRow, readFlowByName } from '@reeve/database/queries/flows/read-flow'
import type { FlowCreate } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { type Answer, createdOrFound } from '../../http/bind.ts'
import { Refused } from '../../http/errors.ts'

/**
 * Adds a flow, or finds the one with its name, which stays as it is. Looks before it writes: clients send their
 * flow at the start of every run. [C41]
 */
export async function createFlow(ctx: Context, flow: FlowCreate): Promise<Answer> {
  const existing = await readFlowByName(ctx.database.quick, flow.name)
  if (existing) return createdOrFound(false, existing)
  const now = ctx.clock.now()
  const row: FlowRow = { id: ctx.ids.next(), created: now, updated: now, ...flow }
  return writeWithEvents(ctx, async (db) => {
    if (await insertFlow(db, row)) {
      return { result: createdOrFound(true, row), events: [flowEvent('created', row, occurrence(ctx))] }
    }
    const winner = await readFlowByName(db, flow.name)
    if (!winner) throw new Refused(503, 'Another request deleted the flow meanwhile. Try again.')
    return { result: createdOrFound(false, winner), events: [] }
  })
}
