import { variableEvent } from '@reeve/core/events'
import { insertVariable } from '@reeve/database/queries/variables/insert-variable'
import type { VariableRow } from '@reeve/database/queries/variables/read-variable'
import type { VariableCreate } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { Refused } from '../../http/errors.ts'

/** Adds a variable. Refuses with 409 if its name is taken. [J16] */
export function createVariable(ctx: Context, body: VariableCreate): Promise<VariableRow> {
  const { name, value, tags } = body
  const now = ctx.clock.now()
  const row: VariableRow = { id: ctx.ids.next(), created: now, updated: now, name, value, tags }
  return writeWithEvents(ctx, async (db) => {
    if (!(await insertVariable(db, row)))
      throw new Refused(409, `A variable with the name '${name}' already exists.`)
    return { result: row, events: [variableEvent('created', row, occurrence(ctx))] }
  })
}
