import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'
import type { DocumentReferenceRow } from './read-document-rows.ts'

/** A row of `block_document_reference`. */
export type NewDocumentReference = DocumentReferenceRow & {
  readonly created: Instant
  readonly updated: Instant
}

const remove: Statement = {
  name: 'delete-document-references',
  text: (dialect) => `DELETE FROM block_document_reference WHERE ${dialect.isAnyUuid('id', 1)}`,
}

/** Notes that blocks hold others. One that is not there violates its constraint. [J10] */
export async function insertDocumentReferences(
  db: Db,
  references: readonly NewDocumentReference[],
): Promise<void> {
  if (references.length === 0) return
  await db.execute(
    db.sql
      .insertInto('block_document_reference')
      .values([...references])
      .compile(),
  )
}

/** Forgets that blocks hold others. */
export async function deleteDocumentReferences(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.run(remove, [db.dialect.list(ids)])
}
