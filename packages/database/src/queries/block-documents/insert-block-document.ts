import type { Db } from '../../database.ts'
import { json } from '../../parameters.ts'
import type { BlockDocumentRow } from './read-document-rows.ts'

/** Adds a block; false if its type has one of that name. A schema that is not there violates its constraint. [J9] */
export async function insertBlockDocument(db: Db, document: BlockDocumentRow): Promise<boolean> {
  const inserted = await db.execute(
    db.sql
      .insertInto('block_document')
      .values({ ...document, data: json(document.data) })
      .onConflict((conflict) => conflict.columns(['block_type_id', 'name']).doNothing())
      .returning('id')
      .compile(),
  )
  return inserted.length > 0
}
