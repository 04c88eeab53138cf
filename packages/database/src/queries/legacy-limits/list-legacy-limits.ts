import type { Db } from '../../database.ts'
import type { LegacyLimitRow } from './read-legacy-limit.ts'

/** The first older limits by tag. [F13] */
export async function listLegacyLimits(db: Db, limit: number): Promise<LegacyLimitRow[]> {
  const limits = await db.execute(
    db.sql.selectFrom('concurrency_limit').selectAll().orderBy('tag').limit(limit).compile(),
  )
  return limits as unknown as LegacyLimitRow[]
}
