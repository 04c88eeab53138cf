import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DatabaseRefused } from '../errors.ts'

const BUSY = 5

/**
 * Takes a SQLite database for this process alone, and returns how to give it up. The lock is SQLite's own on an
 * empty file beside the database, so it ends with the process however that ends; the file stays, because removing
 * it could leave two owners. Readers are not kept out. Throws `DatabaseRefused` if another process has it.
 */
export function own(file: string): () => void {
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(`${realPath(file)}.reeve-lock`, { timeout: 0 })
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (cause) {
    lock?.close()
    throw refusal(file, cause)
  }
  const held = lock
  return () => held.close()
}

/** One file may have several paths, and must have one lock. */
const realPath = (file: string) =>
  existsSync(file) ? realpathSync(file) : join(realpathSync(dirname(file)), basename(file))

function refusal(file: string, cause: unknown): DatabaseRefused {
  if (cause instanceof Error && 'errcode' in cause && cause.errcode === BUSY) {
    return new DatabaseRefused(
      'in-use',
      `Cannot open the database ${file}: another Reeve server is using it. Stop that one first, ` +
        'or let several servers share a PostgreSQL database.',
      cause,
    )
  }
  return new DatabaseRefused(
    'not-writable',
    `Cannot open the database ${file}: its lock file ${file}.reeve-lock cannot be made ` +
      `(${cause instanceof Error ? cause.message : cause}). Check the permissions of the folder.`,
    cause,
  )
}
