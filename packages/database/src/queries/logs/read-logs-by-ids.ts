import type { Db } from '../../database.ts'
import type { LogRow } from './insert-logs.ts'

/** The logs with these ids, oldest first. */
export const readLogsByIds = (db: Db, ids: readonly string[]): Promise<LogRow[]> =>
  db.execute(db.sql.selectFrom('log').selectAll().where('id', 'in', ids).orderBy('timestamp').compile())
