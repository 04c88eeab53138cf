import type { Json } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

const statement: Statement = {
  name: 'lock-block-capabilities',
  text: (dialect) => `
    SELECT block_schema.capabilities FROM block_document
    JOIN block_schema ON block_schema.id = block_document.block_schema_id
    WHERE block_document.id = ${dialect.parameter(1)} ${dialect.forUpdateOf('block_document')}`,
}

/** What the schema of a block says that it can do, the block locked; undefined if there is no such block. */
export async function lockBlockCapabilities(db: Db, blockDocumentId: string): Promise<Json | undefined> {
  const [row] = await db.run<{ capabilities: Json }>(statement, [blockDocumentId])
  return row?.capabilities
}
