import type { Db } from '../../database.ts'

/** Deletes the block with this id, with every row that refers to it. [J14] */
export async function deleteBlockDocument(db: Db, id: string): Promise<void> {
  await db.execute(db.sql.deleteFrom('block_document').where('id', '=', id).compile())
}
