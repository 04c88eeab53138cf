import { DatabaseSync } from 'node:sqlite'
import { SqliteConnection } from './connection.ts'

/** Only a tool outside of the server can hold the lock; a caller waits on the main thread meanwhile. */
const BUSY_TIMEOUT_MS = 5_000

/** How much of the file each connection may keep in memory: the reference takes 80 MB for each. */
const WRITER_CACHE_KIB = 65_536
const READER_CACHE_KIB = 16_384

/**
 * How long the log may grow before a commit carries it into the database. At 1,000 pages, SQLite's own choice, a
 * busy server spends a fifth of its time on that, since the same pages are carried again and again; at 4,000 such
 * a commit takes 20 ms.
 */
const CHECKPOINT_PAGES = 4_000

/** How durable a commit is: `full` survives a power cut, `off` is for databases that die with the process. */
export type Durability = 'full' | 'off'

/** Opens the connection that writes. */
export function openWriting(file: string, durability: Durability): SqliteConnection {
  const connection = new SqliteConnection(
    new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true }),
  )
  connection.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${durability}; PRAGMA cache_size = -${WRITER_CACHE_KIB}; ` +
      `PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`,
  )
  return connection
}

/** Opens a connection that only reads. */
export function openReading(file: string): SqliteConnection {
  const connection = new SqliteConnection(
    new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, readOnly: true }),
  )
  connection.exec(`PRAGMA cache_size = -${READER_CACHE_KIB}`)
  return connection
}
