import type { Instant } from '@reeve/wire'
import type { Db } from '../../database.ts'

/** The token that a client holds at this time, if it has one that is not expired. [M4] */
export async function readCsrfToken(db: Db, client: string, now: Instant): Promise<string | undefined> {
  const [row] = await db.execute(
    db.sql
      .selectFrom('csrf_token')
      .select('token')
      .where('client', '=', client)
      .where('expiration', '>', now)
      .compile(),
  )
  return row?.token
}
