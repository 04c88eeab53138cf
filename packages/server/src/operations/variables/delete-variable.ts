import { variableEvent } from '@reeve/core/events'
import { deleteVariable as deleteRow } from '@reeve/database/queries/variables/delete-variable'
import { readVariable, type VariableKey } from '@reeve/database/queries/variables/read-variable'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { requireRow } from '../require-row.ts'

/** Deletes a variable. Refuses with 404. [J16] */
export const deleteVariable = (ctx: Context, key: VariableKey): Promise<null> =>
  writeWithEvents(ctx, async (db) => {
    const variable = requireRow(await readVariable(db, key), 'Variable not found.')
    if (!(await deleteRow(db, variable.id))) requireRow(undefined, 'Variable not found.')
    return { result: null, events: [variableEvent('deleted', variable, occurrence(ctx))] }
  })
