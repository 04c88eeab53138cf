import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Kinds } from '../database.ts'
import { encode } from './codec.ts'
import { classify } from './errors.ts'
import { kindOfOrigin, needsBigInts, rowMaker } from './rows.ts'

/** What a statement did. */
export interface Outcome {
  readonly rows: unknown[]
  /** How many rows a change without RETURNING touched. */
  readonly changes: number
}

/** Texts of list queries vary with their filters; beyond this many the oldest is prepared anew. */
const MAX_PREPARED = 300

/** One connection with its prepared statements. Calls are synchronous and errors classified. */
export class SqliteConnection {
  readonly #database: DatabaseSync
  readonly #prepared = new Map<string, Prepared>()

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  /** True between BEGIN and COMMIT or ROLLBACK, whoever ended it. */
  get inTransaction(): boolean {
    return this.#database.isTransaction
  }

  /** Executes a statement and gives its rows as objects, decoded. */
  run(text: string, params: readonly unknown[], kinds?: Kinds): Outcome {
    try {
      return this.#prepare(text, kinds).execute(params)
    } catch (error) {
      throw classify(error)
    }
  }

  /** Executes text without parameters and rows, such as pragmas and DDL; many at once if need be. */
  exec(text: string): void {
    try {
      this.#database.exec(text)
    } catch (error) {
      throw classify(error)
    }
  }

  /** The rows of a statement one by one, as they come: arrays of what SQLite holds. */
  *each(text: string): Iterable<unknown[]> {
    const statement = this.#database.prepare(text)
    statement.setReturnArrays(true)
    yield* statement.iterate() as Iterable<unknown> as Iterable<unknown[]>
  }

  /** Makes a function that statements of this connection can call, with any number of arguments. */
  define(name: string, call: (...args: unknown[]) => null): void {
    this.#database.function(name, { varargs: true }, call)
  }

  close(): void {
    this.#prepared.clear()
    this.#database.close()
  }

  #prepare(text: string, kinds: Kinds | undefined): Prepared {
    const known = this.#prepared.get(text)
    if (known) return known
    const prepared = new Prepared(this.#database.prepare(text), kinds)
    if (this.#prepared.size >= MAX_PREPARED) this.#forgetOldest()
    this.#prepared.set(text, prepared)
    return prepared
  }

  #forgetOldest(): void {
    for (const text of this.#prepared.keys()) {
      this.#prepared.delete(text)
      return
    }
  }
}

/** A statement with the function that makes objects of its rows. */
class Prepared {
  readonly #statement: StatementSync
  readonly #toRow: ((values: unknown[]) => unknown) | undefined

  constructor(statement: StatementSync, kinds: Kinds | undefined) {
    this.#statement = statement
    const columns = statement.columns()
    if (columns.length === 0) return
    const described = columns.map((column) => ({
      name: column.name,
      kind: kinds?.[column.name] ?? kindOfOrigin(column.table, column.column),
    }))
    statement.setReturnArrays(true)
    statement.setReadBigInts(needsBigInts(described))
    this.#toRow = rowMaker(described)
  }

  execute(params: readonly unknown[]): Outcome {
    const bound = params.map(encode)
    if (!this.#toRow) return { rows: [], changes: Number(this.#statement.run(...bound).changes) }
    const rows: unknown[] = this.#statement.all(...bound)
    for (let index = 0; index < rows.length; index++) rows[index] = this.#toRow(rows[index] as unknown[])
    return { rows, changes: 0 }
  }
}
