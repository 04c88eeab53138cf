import type { Db, Statement } from '../../database.ts'
import type { BlockDocumentRow } from './read-document-rows.ts'

const statement: Statement = {
  name: 'lock-block-documents',
  text: (dialect) =>
    `SELECT * FROM block_document WHERE ${dialect.isAnyUuid('id', 1)} ORDER BY id ${dialect.forUpdate}`,
}

/** The blocks with these ids, locked in the order of their ids until the transaction ends. */
export const lockBlockDocuments = (db: Db, ids: readonly string[]): Promise<BlockDocumentRow[]> =>
  db.run(statement, [db.dialect.list(ids)])
