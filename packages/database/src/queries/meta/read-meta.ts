import type { Db } from '../../database.ts'

/** What Reeve remembers about the database under a key. */
export async function readMeta(db: Db, key: string): Promise<string | undefined> {
  const [row] = await db.execute(
    db.sql.selectFrom('reeve_meta').select('value').where('key', '=', key).compile(),
  )
  return row?.value
}
