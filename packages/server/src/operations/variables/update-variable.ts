import { variableEvent } from '@reeve/core/events'
import { readVariable, type VariableKey } from '@reeve/database/queries/variables/read-variable'
import { updateVariable as update } from '@reeve/database/queries/variables/update-variable'
import type { VariableUpdate } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { requireRow } from '../require-row.ts'

/** Changes a variable. Refuses with 404. [J16] */
export function updateVariable(
  ctx: Context,
  key: VariableKey,
  changes: Partial<VariableUpdate>,
): Promise<null> {
  return writeWithEvents(ctx, async (db) => {
    const { id } = requireRow(await readVariable(db, key), 'Variable not found.')
    await update(db, id, { ...changes, updated: ctx.clock.now() })
    const changed = requireRow(await readVariable(db, { id }), 'Variable not found.')
    return { result: null, events: [variableEvent('updated', changed, occurrence(ctx))] }
  })
}
