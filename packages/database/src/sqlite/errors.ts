import { DatabaseUnavailable, IntegrityViolation } from '../errors.ts'

interface SqliteError extends Error {
  readonly errcode: number
  readonly errstr: string
}

const isSqliteError = (error: unknown): error is SqliteError =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'

const CONSTRAINT = 19

/** Extended codes of SQLITE_CONSTRAINT; the others (triggers, virtual tables, data types) cannot occur here. */
const VIOLATIONS: Readonly<Record<number, IntegrityViolation['kind']>> = {
  275: 'check',
  787: 'foreign-key',
  1043: 'restrict',
  1299: 'not-null',
  1555: 'unique',
  1811: 'restrict',
  2067: 'unique',
}

/** SQLITE_BUSY, LOCKED, IOERR, FULL, CANTOPEN: the file or its disk, not the statement. */
const UNAVAILABLE: readonly number[] = [5, 6, 10, 13, 14]

/** The error of ours that tells what SQLite's means; anything else as it is. */
export function classify(error: unknown): unknown {
  if (!isSqliteError(error)) return error
  const primary = error.errcode & 0xff
  if (primary === CONSTRAINT) return violation(error)
  if (UNAVAILABLE.includes(primary)) {
    return new DatabaseUnavailable(`SQLite cannot use the database file: ${error.errstr}`, error)
  }
  return error
}

const FAILED = /constraint failed: (.+)$/

/** SQLite names the columns of a unique constraint (`flow.name`) and the name of a check. */
function violation(error: SqliteError): IntegrityViolation {
  const named = FAILED.exec(error.message)?.[1] ?? null
  const table = named?.includes('.') ? named.slice(0, named.indexOf('.')) : null
  return new IntegrityViolation(
    { kind: VIOLATIONS[error.errcode] ?? 'check', constraint: named, table },
    error,
  )
}
