import { DatabaseSync } from 'node:sqlite'
import { DatabaseRefused } from '../errors.ts'

/**
 * Takes a SQLite database for this process alone, and returns how to give it up. The lock is SQLite's own on an
 * empty file beside the database, so it ends with the process however that ends; the file stays, because removing
 * it could leave two owners. Readers are not kept out. Throws `DatabaseRefused` if another process has it.
 */
export function own(file: string): () => void {
  const lock = new DatabaseSync(`${file}.reeve-lock`, { timeout: 0 })
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (cause) {
    lock.close()
    throw new DatabaseRefused(
      'in-use',
      `Cannot open the database ${file}: another Reeve server is using it. Stop that one first, ` +
        'or let several servers share a PostgreSQL database.',
      cause,
    )
  }
  return () => lock.close()
}
