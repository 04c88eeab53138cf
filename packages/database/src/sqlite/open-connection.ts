import { DatabaseSync } from 'node:sqlite'
import { SqliteConnection } from './connection.ts'

/** Only a tool outside of the server can hold the lock; a caller waits on the main thread meanwhile. */
const BUSY_TIMEOUT_MS = 5_000

/** How much of the file each connection may keep in memory: the reference takes 80 MB for each. */
const WRITER_CACHE_KIB = 65_536
const READER_CACHE_KIB = 16_384

/**
 * How long the log may grow before a commit itself carries it into the database. The checkpointer does so before;
 * this is for when it cannot.
 */
const CHECKPOINT_PAGES = 32_000

/** How durable a commit is: `full` survives a power cut, `off` is for databases that die with the process. */
export type Durability = 'full' | 'off'

/** Opens the connection that writes. */
export function openWriting(file: string, durability: Durability): SqliteConnection {
  const connection = new SqliteConnection(
    new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true }),
  )
  connection.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${durability}; PRAGMA cache_size = -${WRITER_CACHE_KIB}; ` +
      // What savepoints remember is else written into a temporary file: 9 us of a transition.
      `PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}; PRAGMA temp_store = MEMORY`,
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
