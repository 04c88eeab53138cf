import type { Db } from '../../database.ts'

/** Forgets what is kept under a key. */
export async function deleteConfiguration(db: Db, key: string): Promise<void> {
  await db.execute(db.sql.deleteFrom('configuration').where('key', '=', key).compile())
}
