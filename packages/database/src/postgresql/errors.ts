import pg from 'pg'
import { DatabaseUnavailable, IntegrityViolation, StatementTooSlow, UnstorableValue } from '../errors.ts'

const VIOLATIONS: Readonly<Record<string, IntegrityViolation['kind']>> = {
  '23001': 'restrict',
  '23502': 'not-null',
  '23503': 'foreign-key',
  '23505': 'unique',
  '23514': 'check',
}

/**
 * Values that a column cannot hold: too long, out of range, not of the type, a time that does not exist, a NUL,
 * a broken surrogate pair, too long for an index.
 */
const UNSTORABLE: readonly string[] = ['22001', '22003', '22008', '22021', '22P02', '22P05', '54000']

/** A statement that took too long: its own time limit ended it, or somebody who lost patience. */
const TOO_SLOW = '57014'

/** Connection failures, lack of resources, shutdown, lost races. */
const UNAVAILABLE = /^(?:08|53|57|40001|40P01|55P03|25006)/

/** What Node and pg say when the connection is not there. */
const CONNECTION_CODES: readonly string[] = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]
const CONNECTION_MESSAGES =
  /^Connection terminated|timeout exceeded when trying to connect|^Client (?:has|was) |after calling end/

/** The error of ours that tells what PostgreSQL's means; anything else as it is. */
export function classify(error: unknown): unknown {
  if (error instanceof pg.DatabaseError) return classifyAnswer(error)
  if (error instanceof Error && isConnectionError(error)) {
    return new DatabaseUnavailable(`PostgreSQL cannot be reached: ${error.message}`, error)
  }
  return error
}

/** True for a lost race that a new attempt may win. */
export const isLostRace = (error: unknown): boolean => {
  const cause = error instanceof DatabaseUnavailable ? error.cause : error
  return cause instanceof pg.DatabaseError && (cause.code === '40001' || cause.code === '40P01')
}

function classifyAnswer(error: pg.DatabaseError): Error {
  const code = error.code ?? ''
  const kind = VIOLATIONS[code]
  if (kind) {
    return new IntegrityViolation(
      { kind, constraint: error.constraint ?? null, table: error.table ?? null },
      error,
    )
  }
  if (UNSTORABLE.includes(code)) return new UnstorableValue(error.message, error)
  if (code === TOO_SLOW)
    return new StatementTooSlow(`PostgreSQL gave a statement up: ${error.message}`, error)
  if (UNAVAILABLE.test(code))
    return new DatabaseUnavailable(`PostgreSQL cannot answer now: ${error.message}`, error)
  return error
}

const isConnectionError = (error: Error) =>
  ('code' in error && CONNECTION_CODES.includes(String(error.code))) ||
  CONNECTION_MESSAGES.test(error.message)
