import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { DatabaseRefused } from '../errors.ts'
import type { Found } from '../refusals.ts'

const MAGIC = 'SQLite format 3\0'

const NOTHING: Found = { isEmpty: true, revisions: undefined, ownVersion: undefined }

/** Looks into a database file without changing it or making files beside it. Throws `DatabaseRefused`. */
export function inspect(file: string): Found {
  const size = sizeOf(file)
  if (size === 0) return NOTHING
  refuseOtherFormats(file)
  try {
    return readFound(file)
  } catch (cause) {
    throw damaged(file, cause)
  }
}

/** 0 also where there is no file yet. */
function sizeOf(file: string): number {
  const facts = statSync(file, { throwIfNoEntry: false })
  if (facts && !facts.isFile()) {
    throw new DatabaseRefused(
      'not-a-file',
      `Cannot open the database ${file}: it is a directory. Give the path of a file in it, such as ${file}/reeve.db.`,
    )
  }
  return facts?.size ?? 0
}

function refuseOtherFormats(file: string): void {
  const start = Buffer.alloc(MAGIC.length)
  const descriptor = openSync(file, 'r')
  try {
    readSync(descriptor, start, 0, start.length, 0)
  } finally {
    closeSync(descriptor)
  }
  if (start.toString('latin1') !== MAGIC) throw damaged(file, undefined)
}

const damaged = (file: string, cause: unknown) =>
  new DatabaseRefused(
    'not-a-database',
    `Cannot open the database ${file}: it is not a SQLite database, or it is damaged` +
      `${cause instanceof Error ? ` (${cause.message})` : ''}. Nothing was changed. ` +
      'Restore it from a backup, or give another path.',
    cause,
  )

/**
 * A database without a log beside it is opened as immutable, since even a reader would make the log's files; one
 * with a log has them already.
 */
function readFound(file: string): Found {
  const url = pathToFileURL(file)
  if (!existsSync(`${file}-wal`)) url.searchParams.set('immutable', '1')
  const database = new DatabaseSync(url, { readOnly: true })
  try {
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()
    const has = (name: string) => tables.some((table) => table.name === name)
    return {
      isEmpty: tables.length === 0,
      revisions: has('alembic_version')
        ? texts(database, 'SELECT version_num FROM alembic_version')
        : undefined,
      ownVersion: has('reeve_meta')
        ? texts(database, "SELECT value FROM reeve_meta WHERE key = 'version'")[0]
        : undefined,
    }
  } finally {
    database.close()
  }
}

const texts = (database: DatabaseSync, query: string): string[] =>
  database
    .prepare(query)
    .all()
    .map((row) => String(Object.values(row)[0]))
