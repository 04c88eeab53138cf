import type { Instant } from '@reeve/wire'
import type { Db } from '../../database.ts'

/** Deletes the tokens that expired before this time. [J23] */
export async function deleteExpiredCsrfTokens(db: Db, now: Instant): Promise<void> {
  await db.execute(db.sql.deleteFrom('csrf_token').where('expiration', '<', now).compile())
}
