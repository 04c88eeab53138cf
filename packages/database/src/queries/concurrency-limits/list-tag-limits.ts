import { sql } from 'kysely'
import type { Db } from '../../database.ts'
import type { LimitRow } from '../slots/load-ledger.ts'

/** The first limits on tags (`tag:…`) by name. [F13] */
export const listTagLimits = (db: Db, limit: number): Promise<LimitRow[]> =>
  db.execute(
    db.sql
      .selectFrom('concurrency_limit_v2')
      .selectAll()
      .where(sql<boolean>`substr(name, 1, 4) = 'tag:'`)
      .orderBy('name')
      .limit(limit)
      .compile(),
  )
