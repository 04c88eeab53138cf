import type { Log, LogSort } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { type Cut, selectRows } from '../../filters/page.ts'
import { LOGS, type LogFilters, selects } from '../../filters/related.ts'
import { LOG_SORTS } from '../../filters/sorts.ts'

/** Which logs to read. */
export interface LogSelection extends LogFilters, Cut {
  /** Default `TIMESTAMP_ASC`. */
  readonly sort?: LogSort
}

/** Reads a page of logs. [D10, D17, D18] */
export function readLogs(db: Db, selection: LogSelection): Promise<Log[]> {
  const { sort = 'TIMESTAMP_ASC', limit, offset, ...filters } = selection
  const where = selects(db.dialect, LOGS, filters)
  const rows = selectRows<Log>({ table: 'log', where, orderBy: LOG_SORTS[sort], limit, offset })
  return db.execute(rows.compile(db.sql))
}
