import { blockTypeEvent } from '@reeve/core/events'
import { deleteBlockType as deleteRow } from '@reeve/database/queries/block-types/delete-block-type'
import { readBlockType } from '@reeve/database/queries/block-types/read-block-type'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { Refused } from '../../http/errors.ts'
import { forgetLostResultStorage } from '../flow-runs/result-storage.ts'
import { requireRow } from '../require-row.ts'

/** Deletes a block type with its schemas and blocks. Refuses with 404, with 403 for protected ones. [J2] */
export const deleteBlockType = (ctx: Context, id: string): Promise<null> =>
  writeWithEvents(ctx, async (db) => {
    const type = requireRow(await readBlockType(db, { id }), 'Block type not found')
    if (type.is_protected) throw new Refused(403, 'protected block types cannot be deleted.')
    await deleteRow(db, id)
    await forgetLostResultStorage(db)
    return { result: null, events: [blockTypeEvent('deleted', type, occurrence(ctx))] }
  })
