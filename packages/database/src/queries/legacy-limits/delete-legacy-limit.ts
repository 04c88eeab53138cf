import type { Db } from '../../database.ts'

/** Deletes the older limit with this id. */
export async function deleteLegacyLimit(db: Db, id: string): Promise<void> {
  await db.execute(db.sql.deleteFrom('concurrency_limit').where('id', '=', id).compile())
}
