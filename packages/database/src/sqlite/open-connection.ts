import { DatabaseSync } from 'node:sqlite'
import { SqliteConnection } from './connection.ts'

/** Only a tool outside of the server can hold the lock; a caller waits on the main thread meanwhile. */
const BUSY_TIMEOUT_MS = 5_000

/** Pages of 4 KiB: 80 MiB at most for the writer, what the reference takes; readers read what is hot. */
const WRITER_CACHE_KIB = 65_536
const READER_CACHE_KIB = 16_384

/** How durable a commit is: `full` survives a power cut, `off` is for databases that die with the process. */
export type Durability = 'full' | 'off'

/** Opens the connection that writes. */
export function openWriting(file: string, durability: Durability): SqliteConnection {
  const connection = new SqliteConnection(
    new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true }),
  )
  connection.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${durability}; PRAGMA cache_size = -${WRITER_CACHE_KIB}`,
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
