import { restoreSecrets } from '@reeve/core/blocks'
import { blockDocumentEvents } from '@reeve/core/events'
import type { Db } from '@reeve/database'
import { lockBlockDocuments } from '@reeve/database/queries/block-documents/lock-block-documents'
import {
  type BlockDocumentRow,
  readDocumentReferences,
} from '@reeve/database/queries/block-documents/read-document-rows'
import { updateBlockDocument as update } from '@reeve/database/queries/block-documents/update-block-document'
import type { BlockDocumentUpdate, BlockSchema, JsonObject } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { ensureDataKey, unreadable } from '../../encryption/data-key.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { NotFound, Refused } from '../../http/errors.ts'
import { showChanged } from './create-block-document.ts'
import { exactField } from './exact-body.ts'
import { loadBlockSchemas } from './read-block-schemas.ts'
import { lockReferences, requireReferences, saveDocumentReferences } from './save-document-references.ts'

/** A request for changes. */
export interface SentChanges {
  readonly body: BlockDocumentUpdate
  readonly sent: ReadonlySet<string>
  /** Of the body. */
  readonly text: string | undefined
}

/**
 * Changes a block, whose data is laid over what it has unless it is to be replaced; blocks that it holds and that are
 * not sent again are let go of. A schema counts only beside data. Refuses with 404 and 400. [J13]
 */
export const updateBlockDocument = (
  ctx: Context,
  id: string,
  { body, sent, text }: SentChanges,
): Promise<null> => {
  const exact = { ...body, data: exactField('data', body.data, text) }
  return writeWithEvents(ctx, async (db) => {
    const { references } = requireReferences(exact.data)
    await lockReferences(db, references)
    const [document] = await lockBlockDocuments(db, [id])
    if (!document) throw new NotFound('Block document')
    if (sent.has('data') || !body.merge_existing_data)
      await changeDocument(ctx, db, { document, body: exact })
    const changed = await showChanged(ctx, db, id)
    return { result: null, events: blockDocumentEvents('updated', changed, occurrence(ctx)) }
  })
}

interface DocumentChange {
  readonly document: BlockDocumentRow
  readonly body: BlockDocumentUpdate
}

async function changeDocument(ctx: Context, db: Db, { document, body }: DocumentChange): Promise<void> {
  const { id } = document
  const key = await ensureDataKey(ctx, db)
  const schema = await requireSchema(db, document.block_schema_id)
  const current = key.decrypt(document.data)
  if (!current) throw unreadable()
  const restored = restoreSecrets(body.data as JsonObject, current, schema.fields as JsonObject)
  const { data, references } = requireReferences(
    body.merge_existing_data ? { ...current, ...restored } : restored,
  )
  const schemaId = await chosenSchema(db, { document, body })
  await update(db, id, { data: key.encrypt(data), block_schema_id: schemaId, updated: ctx.clock.now() })
  const held = await readDocumentReferences(db, [id])
  const before = held.filter((row) => row.parent_block_document_id === id)
  await saveDocumentReferences(ctx, db, { id, before, after: references })
}

/** The schema that the block is to have. Refuses with 404, with 400 if it is of another type. */
async function chosenSchema(db: Db, { document, body }: DocumentChange): Promise<string> {
  const id = body.block_schema_id ?? document.block_schema_id
  const schema = await requireSchema(db, id)
  if (schema.block_type_id !== document.block_type_id && id !== document.block_schema_id) {
    throw new Refused(400, 'Must migrate block document to a block schema of the same block type.')
  }
  return id
}

async function requireSchema(db: Db, id: string): Promise<BlockSchema> {
  const schema = (await loadBlockSchemas(db, [id])).get(id)
  if (!schema) throw new Refused(404, `Block schema ${id} not found`)
  return schema
}
