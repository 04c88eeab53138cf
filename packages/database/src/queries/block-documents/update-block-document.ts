import type { Instant } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { json } from '../../parameters.ts'

/** What can be changed of a block. */
export interface BlockDocumentChanges {
  /** The encrypted data. */
  readonly data: string
  readonly block_schema_id: string
  readonly updated: Instant
}

/** Changes the block with this id. */
export async function updateBlockDocument(
  db: Db,
  id: string,
  { data, ...others }: BlockDocumentChanges,
): Promise<void> {
  await db.execute(
    db.sql
      .updateTable('block_document')
      .set({ ...others, data: json(data) })
      .where('id', '=', id)
      .compile(),
  )
}
