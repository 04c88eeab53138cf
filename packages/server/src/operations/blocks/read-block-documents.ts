import { buildDocuments, obfuscateSecrets, type StoredDocument } from '@reeve/core/blocks'
import type { Db } from '@reeve/database'
import {
  type BlockDocumentRow,
  readDocumentRows,
} from '@reeve/database/queries/block-documents/read-document-rows'
import {
  type BlockDocumentSelection,
  selectBlockDocuments,
} from '@reeve/database/queries/block-documents/select-block-documents'
import {
  type BlockTypeRow,
  readBlockType,
  readBlockTypesByIds,
} from '@reeve/database/queries/block-types/read-block-type'
import type { BlockDocument, BlockSchema, JsonObject } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { type DataKey, openDataKey, unreadable } from '../../encryption/data-key.ts'
import { NotFound, Refused } from '../../http/errors.ts'
import { requireRow } from '../require-row.ts'
import { loadBlockSchemas } from './read-block-schemas.ts'

/** Whether secrets are shown as they are. [J12] */
export interface Secrecy {
  readonly include_secrets: boolean
  /** What becomes of data that the key does not fit: all is refused with 409, or it is shown as empty. Default `refused`. */
  readonly unreadable?: 'refused' | 'empty'
}

/** More than anybody has; what is read for one type is not cut into pages. [D21] */
const ALL = Number.MAX_SAFE_INTEGER

/** The block with this id. Refuses with 404. */
export async function readBlockDocument(ctx: Context, id: string, secrecy: Secrecy): Promise<BlockDocument> {
  const [document] = await loadDocuments(ctx, ctx.database.quick, [id], secrecy)
  if (!document) throw new NotFound('Block document')
  return document
}

/** A page of blocks. [J15] */
export async function readBlockDocuments(
  ctx: Context,
  selection: BlockDocumentSelection & Secrecy,
): Promise<BlockDocument[]> {
  const db = ctx.database.reader
  return loadDocuments(ctx, db, await selectBlockDocuments(db, selection), selection)
}

/** All blocks of a type that have a name of their own. Refuses with 404. [J15] */
export async function readBlockDocumentsOfType(
  ctx: Context,
  slug: string,
  secrecy: Secrecy,
): Promise<BlockDocument[]> {
  const type = requireRow(await readBlockType(ctx.database.quick, { slug }), 'Block type not found')
  const block_documents = { block_type_id: { any_: [type.id] }, is_anonymous: { eq_: false } }
  return readBlockDocuments(ctx, { block_documents, limit: ALL, ...secrecy })
}

/** The block of this name and type. Refuses with 404. [J15] */
export async function readNamedBlockDocument(
  ctx: Context,
  { slug, block_document_name: name }: { readonly slug: string; readonly block_document_name: string },
  secrecy: Secrecy,
): Promise<BlockDocument> {
  const [document] = await readBlockDocuments(ctx, {
    block_documents: { name: { any_: [name] } },
    block_types: { slug: { any_: [slug] } },
    limit: 1,
    ...secrecy,
  })
  if (!document) throw new NotFound('Block document')
  return document
}

/** The blocks with these ids, in this order, with all that they hold. Refuses with 400 what is too much to show. */
export async function loadDocuments(
  ctx: Context,
  db: Db,
  ids: readonly string[],
  secrecy: Secrecy,
): Promise<BlockDocument[]> {
  const { documents, edges } = await readDocumentRows(db, ids)
  if (documents.length === 0) return []
  const schemas = await loadBlockSchemas(db, distinct(documents, 'block_schema_id'))
  const types = new Map(
    (await readBlockTypesByIds(db, distinct(documents, 'block_type_id'))).map((type) => [type.id, type]),
  )
  const key = await openDataKey(ctx, db)
  const readable = documents.flatMap((row) => readableDocument(row, { key, schemas, types, secrecy }))
  const built = buildDocuments(ids, { documents: readable, edges, schemas })
  if ('tooManyNested' in built) throw new Refused(400, built.tooManyNested)
  return built
}

const distinct = <Column extends keyof BlockDocumentRow>(
  rows: readonly BlockDocumentRow[],
  column: Column,
) => [...new Set(rows.map((row) => row[column]))]

/** What a row is read with. */
interface Reading {
  readonly key: DataKey
  readonly schemas: ReadonlyMap<string, BlockSchema>
  readonly types: ReadonlyMap<string, BlockTypeRow>
  readonly secrecy: Secrecy
}

/** A block with its data decrypted; nothing if its type went away while it was read. */
function readableDocument(
  row: BlockDocumentRow,
  { key, schemas, types, secrecy }: Reading,
): StoredDocument[] {
  const type = types.get(row.block_type_id)
  const schema = schemas.get(row.block_schema_id)
  if (!type || !schema) return []
  const data = key.decrypt(row.data) ?? emptyOrRefused(secrecy)
  const shown = secrecy.include_secrets ? data : obfuscateSecrets(data, schema.fields as JsonObject)
  return [{ ...row, data: shown, block_type: type }]
}

function emptyOrRefused({ unreadable: choice = 'refused' }: Secrecy): JsonObject {
  if (choice === 'refused') throw unreadable()
  return {}
}
