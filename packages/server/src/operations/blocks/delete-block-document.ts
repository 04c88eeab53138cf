import { blockDocumentEvents } from '@reeve/core/events'
import { deleteBlockDocument as deleteRow } from '@reeve/database/queries/block-documents/delete-block-document'
import { lockBlockDocuments } from '@reeve/database/queries/block-documents/lock-block-documents'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { NotFound } from '../../http/errors.ts'
import { forgetLostResultStorage } from '../flow-runs/result-storage.ts'
import { showChanged } from './create-block-document.ts'

/** Deletes a block; those that hold it no longer do, and nothing keeps results in it. Refuses with 404. [J14, J28] */
export const deleteBlockDocument = (ctx: Context, id: string): Promise<null> =>
  writeWithEvents(ctx, async (db) => {
    const [locked] = await lockBlockDocuments(db, [id])
    if (!locked) throw new NotFound('Block document')
    const document = await showChanged(ctx, db, id, 'empty')
    await deleteRow(db, id)
    await forgetLostResultStorage(db)
    return { result: null, events: blockDocumentEvents('deleted', document, occurrence(ctx)) }
  })
