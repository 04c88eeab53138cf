import { randomUUID } from 'node:crypto'
import { blockDocumentEvents } from '@reeve/core/events'
import type { Db } from '@reeve/database'
import { insertBlockDocument } from '@reeve/database/queries/block-documents/insert-block-document'
import { readBlockType } from '@reeve/database/queries/block-types/read-block-type'
import type { BlockDocument, BlockDocumentCreate, JsonObject } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { ensureDataKey } from '../../encryption/data-key.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { Refused } from '../../http/errors.ts'
import { requireRow } from '../require-row.ts'
import { exactField } from './exact-body.ts'
import { loadDocuments, type Secrecy } from './read-block-documents.ts'
import { lockReferences, requireReferences, saveDocumentReferences } from './save-document-references.ts'

/**
 * Adds a block; one without a name of its own may get a random one. Refuses with 404 without the type, with 409 if
 * the name is taken, with 400 for references that lead nowhere or in a circle. [J9, J10]
 */
export const createBlockDocument = (
  ctx: Context,
  body: BlockDocumentCreate,
  text: string | undefined,
): Promise<BlockDocument> =>
  writeWithEvents(ctx, async (db) => {
    const id = await addDocument(ctx, db, { ...body, data: exactField('data', body.data, text) })
    const result = await showChanged(ctx, db, id)
    return { result, events: blockDocumentEvents('created', result, occurrence(ctx)) }
  })

async function addDocument(ctx: Context, db: Db, body: BlockDocumentCreate): Promise<string> {
  const { block_type_id, block_schema_id, is_anonymous } = body
  const type = requireRow(
    await readBlockType(db, { id: block_type_id }),
    `Block type ${block_type_id} not found.`,
  )
  const { data, references } = requireReferences(body.data as JsonObject)
  await lockReferences(db, references)
  const key = await ensureDataKey(ctx, db)
  const [id, now] = [ctx.ids.next(), ctx.clock.now()]
  const inserted = await insertBlockDocument(db, {
    id,
    created: now,
    updated: now,
    name: body.name || `anonymous-${randomUUID()}`,
    data: key.encrypt(data),
    is_anonymous,
    block_type_name: type.name,
    block_type_id,
    block_schema_id,
  })
  if (!inserted) throw new Refused(409, 'Block already exists')
  await saveDocumentReferences(ctx, db, { id, before: [], after: references })
  return id
}

/** A block as it is after a change, secrets unreadable. Refuses with 400 if it holds too much to be shown. [J10] */
export async function showChanged(
  ctx: Context,
  db: Db,
  id: string,
  unreadable: Secrecy['unreadable'] = 'refused',
): Promise<BlockDocument> {
  const [document] = await loadDocuments(ctx, db, [id], { include_secrets: false, unreadable })
  if (!document) throw new Error(`Block ${id} is gone right after it was changed`)
  return document
}
