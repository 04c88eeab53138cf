import type { Db, Statement } from '../../database.ts'
import type { LegacyLimitRow } from './read-legacy-limit.ts'

const statement: Statement = {
  name: 'lock-legacy-limits',
  text: (dialect) => `
    SELECT id, created, updated, tag, concurrency_limit, active_slots FROM concurrency_limit
    WHERE ${dialect.isAnyText('tag', 1)} ORDER BY tag ${dialect.forUpdate}`,
}

/** Older limits by tag, locked in the order of their tags. [F14, F15] */
export const lockLegacyLimits = (db: Db, tags: readonly string[]): Promise<LegacyLimitRow[]> =>
  db.run<LegacyLimitRow>(statement, [db.dialect.list(tags)])
