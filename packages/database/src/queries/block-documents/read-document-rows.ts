import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

/** A row of `block_document`. */
export interface BlockDocumentRow {
  id: string
  created: Instant
  updated: Instant
  name: string
  /** The encrypted data. */
  data: string
  is_anonymous: boolean
  block_type_name: string | null
  block_type_id: string
  block_schema_id: string
}

/** That one block holds another. */
export interface DocumentReferenceRow {
  readonly id: string
  readonly name: string
  readonly parent_block_document_id: string
  readonly reference_block_document_id: string
}

const edges: Statement = {
  name: 'read-document-references',
  text: (dialect) => `
    WITH RECURSIVE reached (id) AS (
      SELECT id FROM block_document WHERE ${dialect.isAnyUuid('id', 1)}
      UNION
      SELECT reference.reference_block_document_id FROM block_document_reference AS reference
      JOIN reached ON reached.id = reference.parent_block_document_id
    )
    SELECT reference.id, reference.name, reference.parent_block_document_id, reference.reference_block_document_id
    FROM block_document_reference AS reference JOIN reached ON reached.id = reference.parent_block_document_id
    ORDER BY reference.created, reference.id`,
}

const rows: Statement = {
  name: 'read-document-rows',
  text: (dialect) => `SELECT * FROM block_document WHERE ${dialect.isAnyUuid('id', 1)}`,
}

/** Blocks with all that they hold, as they are kept. */
export interface DocumentRows {
  readonly documents: readonly BlockDocumentRow[]
  readonly edges: readonly DocumentReferenceRow[]
}

/** Which blocks the blocks with these ids hold, those hold, and so on. */
export const readDocumentReferences = (db: Db, ids: readonly string[]): Promise<DocumentReferenceRow[]> =>
  db.run(edges, [db.dialect.list(ids)])

/** The blocks with these ids and all blocks inside of them. [J10] */
export async function readDocumentRows(db: Db, ids: readonly string[]): Promise<DocumentRows> {
  if (ids.length === 0) return { documents: [], edges: [] }
  const found = await readDocumentReferences(db, ids)
  const all = new Set([...ids, ...found.map((edge) => edge.reference_block_document_id)])
  return { documents: await db.run<BlockDocumentRow>(rows, [db.dialect.list([...all])]), edges: found }
}
