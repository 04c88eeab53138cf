import type { Db } from '../../database.ts'

/** Deletes the schema with this id, with the blocks that it describes. */
export async function deleteBlockSchema(db: Db, id: string): Promise<void> {
  await db.execute(db.sql.deleteFrom('block_schema').where('id', '=', id).compile())
}
