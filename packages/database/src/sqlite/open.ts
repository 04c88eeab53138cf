import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseRefused } from '../errors.ts'
import { type Found, refuseUnknown } from '../refusals.ts'
import { createEverything, createOwnTables, OWN_VERSION } from '../schema/create.ts'
import type { IndexSet } from '../schema/indexes.ts'
import type { SqliteConnection } from './connection.ts'
import { SqliteDatabase } from './database.ts'
import { inspect } from './inspect.ts'
import { type Durability, openReading, openWriting } from './open-connection.ts'
import { own } from './ownership.ts'
import type { WriterOptions } from './writer.ts'

/** How a SQLite database is run. */
export interface SqliteOptions {
  /** Threads for long reads, started when needed. Default 1: a second helps only beside idle cores. */
  readonly readerThreads?: number
  /** What a new database gets. Default `reeve`. */
  readonly indexes?: IndexSet
  readonly writer?: WriterOptions
  readonly durability?: Durability
}

/** Opens a database file, or makes it with its folder. Throws `DatabaseRefused` and then leaves all as it was. */
export function openSqlite(file: string, options: SqliteOptions = {}): SqliteDatabase {
  const { readerThreads = 1, indexes = 'reeve', writer = {}, durability = 'full' } = options
  refuseUnknown('sqlite', file, inspect(file))
  refuseUnwritable(file)
  const release = own(file)
  try {
    // Before it is open: POSIX takes away all locks of a process on a file of which it closes a descriptor, and
    // without them whoever else has the database open removes the log on leaving, with all that is in it.
    const found = inspect(file)
    const writing = openWriting(file, durability)
    prepare(writing, found, indexes)
    return new SqliteDatabase({
      file,
      writing,
      reading: openReading(file),
      readerThreads,
      writer,
      durability,
      release,
    })
  } catch (error) {
    release()
    throw error
  }
}

/** A database that is gone when it is closed; in a temporary file, so that reads run beside writes as ever. */
export function openSqliteInMemory(options: SqliteOptions = {}): SqliteDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'reeve-'))
  const database = openSqlite(join(folder, 'memory.db'), { ...options, durability: 'off' })
  return database.onceClosed(() => rmSync(folder, { recursive: true, force: true }))
}

function refuseUnwritable(file: string): void {
  const folder = dirname(file)
  try {
    makeFolder(folder)
    accessSync(folder, constants.W_OK)
    if (existsSync(file)) accessSync(file, constants.W_OK)
  } catch (cause) {
    throw new DatabaseRefused(
      'not-writable',
      `Cannot open the database ${file}: this user cannot write there (${cause instanceof Error ? cause.message : cause}). ` +
        'SQLite needs a folder that it can write to. Change the permissions or give another path.',
      cause,
    )
  }
}

/** Step by step: Node's own `recursive` never returns where a parent is there but takes no folders, as in /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder)
}

function prepare(writing: SqliteConnection, found: Found, indexes: IndexSet): void {
  const statements = found.isEmpty
    ? createEverything('sqlite', indexes)
    : found.ownVersion === OWN_VERSION
      ? []
      : createOwnTables('sqlite')
  if (statements.length > 0) writing.exec(`BEGIN IMMEDIATE; ${statements.join('; ')}; COMMIT`)
}
