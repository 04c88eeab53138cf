import type { Instant } from '@reeve/wire'
import type { Db } from '../../database.ts'

/** A row of `concurrency_limit`: a limit on a tag from before those on names. [F12, F19] */
export interface LegacyLimitRow {
  id: string
  created: Instant
  updated: Instant
  tag: string
  concurrency_limit: number
  /** Ids of the task runs that hold a slot. */
  active_slots: string[]
}

/** What names one older limit: its id, or its tag. */
export type LegacyLimitKey = { readonly id: string } | { readonly tag: string }

/** The older limit with this id or tag. */
export async function readLegacyLimit(db: Db, key: LegacyLimitKey): Promise<LegacyLimitRow | undefined> {
  const all = db.sql.selectFrom('concurrency_limit').selectAll()
  const [limit] = await db.execute(
    ('id' in key ? all.where('id', '=', key.id) : all.where('tag', '=', key.tag)).compile(),
  )
  return limit as LegacyLimitRow | undefined
}
