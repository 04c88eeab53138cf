import type { Database } from './database.ts'
import type { PostgresqlOptions } from './postgresql/open.ts'
import { openSqlite, openSqliteInMemory, type SqliteOptions } from './sqlite/open.ts'
import { parseDatabaseUrl } from './url.ts'

/** Which database to open and how. */
export interface OpenOptions extends SqliteOptions, PostgresqlOptions {
  /** A URL in the forms of SQLAlchemy, libpq or asyncpg, or the path of a SQLite file. */
  readonly url: string
}

/**
 * Opens a database, making it if it is new. One that the reference made is used as it is, with Reeve's own tables
 * beside it. Throws `DatabaseRefused` with what to do about it, and then nothing was changed.
 */
export async function openDatabase({ url, ...options }: OpenOptions): Promise<Database> {
  const location = parseDatabaseUrl(url)
  switch (location.kind) {
    case 'sqlite':
      return openSqlite(location.file, options)
    case 'sqlite-memory':
      return openSqliteInMemory(options)
    case 'postgresql': {
      // Loaded where it is needed: the driver takes 8 MB and 20 ms.
      const { openPostgresql } = await import('./postgresql/open.ts')
      return openPostgresql(location.server, options)
    }
  }
}
