import type { Json } from '@reeve/wire'
import type { Db } from '../../database.ts'

/** What the schema of a block says that it can do; undefined if there is no such block. */
export async function readBlockCapabilities(db: Db, blockDocumentId: string): Promise<Json | undefined> {
  const [row] = await db.execute(
    db.sql
      .selectFrom('block_document')
      .innerJoin('block_schema', 'block_schema.id', 'block_document.block_schema_id')
      .select('block_schema.capabilities')
      .where('block_document.id', '=', blockDocumentId)
      .compile(),
  )
  return row?.capabilities
}
