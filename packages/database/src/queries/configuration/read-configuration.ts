import type { Json } from '@reeve/wire'
import type { Db } from '../../database.ts'

/** The value that is kept under a key. */
export async function readConfiguration(db: Db, key: string): Promise<Json | undefined> {
  const [row] = await db.execute(
    db.sql.selectFrom('configuration').select('value').where('key', '=', key).compile(),
  )
  return row?.value
}
