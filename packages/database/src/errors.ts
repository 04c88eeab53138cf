/** A unique, foreign-key, check or not-null constraint forbids the change. */
export class IntegrityViolation extends Error {
  readonly kind: 'unique' | 'foreign-key' | 'not-null' | 'check' | 'restrict'
  /** The constraint or index, if the database names it: SQLite names columns of unique ones instead. */
  readonly constraint: string | null
  readonly table: string | null

  constructor(facts: Pick<IntegrityViolation, 'kind' | 'constraint' | 'table'>, cause: unknown) {
    super(
      `The change violates a ${facts.kind} constraint${facts.constraint ? ` (${facts.constraint})` : ''}`,
      { cause },
    )
    this.name = 'IntegrityViolation'
    this.kind = facts.kind
    this.constraint = facts.constraint
    this.table = facts.table
  }
}

/** The database cannot store a value: a NUL in a text, half a surrogate pair in JSON, a number out of range. */
export class UnstorableValue extends Error {
  constructor(message: string, cause: unknown) {
    super(`The database cannot store a value: ${message}`, { cause })
    this.name = 'UnstorableValue'
  }
}

/** The database does not answer, or not in time. Trying again later may help. */
export class DatabaseUnavailable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'DatabaseUnavailable'
  }
}

/** A statement took longer than statements may. It may do better at a quieter time; what it asks for may be too much. */
export class StatementTooSlow extends DatabaseUnavailable {
  constructor(message: string, cause?: unknown) {
    super(message, cause)
    this.name = 'StatementTooSlow'
  }
}

/** More writes wait than may wait. Nothing was written; trying again later helps. */
export class Overloaded extends Error {
  readonly waiting: number

  constructor(waiting: number) {
    super(`The database has ${waiting} writes waiting and takes no more`)
    this.name = 'Overloaded'
    this.waiting = waiting
  }
}

/** Why a database cannot be opened. */
export type RefusalReason =
  | 'bad-url'
  | 'not-writable'
  | 'not-a-file'
  | 'not-a-database'
  | 'not-prefect'
  | 'unknown-revision'
  | 'newer-tables'
  | 'in-use'
  | 'unreachable'

/** The database cannot be opened; the message says why and what to do. Nothing in it was changed. */
export class DatabaseRefused extends Error {
  readonly reason: RefusalReason

  constructor(reason: RefusalReason, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'DatabaseRefused'
    this.reason = reason
  }
}
