import type { JsonText, Log, LogSort } from '@reeve/wire'
import type { CompiledQuery } from 'kysely'
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
export const readLogs = (db: Db, selection: LogSelection): Promise<Log[]> =>
  db.execute(selectLogs(db, selection))

/** As `readLogs`, printed where they are read: for answers that list them and do no more. */
export const printLogs = (db: Db, selection: LogSelection): Promise<JsonText> =>
  db.print(selectLogs(db, selection), { list: 'logs' })

function selectLogs(db: Db, selection: LogSelection): CompiledQuery<Log> {
  const { sort = 'TIMESTAMP_ASC', limit, offset, ...filters } = selection
  const where = selects(db.dialect, LOGS, filters)
  return selectRows<Log>({ table: 'log', where, orderBy: LOG_SORTS[sort], limit, offset }).compile(db.sql)
}
