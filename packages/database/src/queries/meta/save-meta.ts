import type { Db } from '../../database.ts'

/** Remembers something about the database under a key that `lockMeta` locked. */
export async function saveMeta(db: Db, key: string, value: string): Promise<void> {
  await db.execute(db.sql.updateTable('reeve_meta').set({ value }).where('key', '=', key).compile())
}
