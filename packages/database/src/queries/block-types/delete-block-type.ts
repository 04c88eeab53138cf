import type { Db } from '../../database.ts'

/** Deletes the block type with this id, with its schemas and blocks. */
export async function deleteBlockType(db: Db, id: string): Promise<void> {
  await db.execute(db.sql.deleteFrom('block_type').where('id', '=', id).compile())
}
