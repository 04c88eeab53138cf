import type { Database, Db } from '../database.ts'
import { DatabaseUnavailable } from '../errors.ts'
import { type JointWork, JointWrites } from '../joint-writes.ts'
import { Checkpointer } from './checkpointer.ts'
import type { SqliteConnection } from './connection.ts'
import { SqliteDb } from './db.ts'
import { sqlite } from './dialect.ts'
import { SqliteEndedRuns } from './ended-runs.ts'
import type { Durability } from './open-connection.ts'
import { Reader } from './reader.ts'
import { Writer, type WriterOptions } from './writer.ts'

/** The connections of an open SQLite database. */
export interface SqliteParts {
  readonly file: string
  readonly writing: SqliteConnection
  readonly reading: SqliteConnection
  readonly readerThreads: number
  readonly writer: WriterOptions
  readonly durability: Durability
  /** Gives up the ownership of the file and what else was set up for it. */
  readonly release: () => void
}

/** A SQLite database: one writer, a quick connection on this thread, readers on others. */
export class SqliteDatabase implements Database {
  readonly dialect = sqlite
  readonly quick: Db
  readonly reader: Db
  readonly notifications = null
  readonly #parts: SqliteParts
  readonly #writer: Writer
  readonly #joint = new JointWrites((work) => this.write(work))
  readonly #reader: Reader
  readonly #checkpointer: Checkpointer
  readonly #endedRuns: SqliteEndedRuns
  readonly #afterwards: (() => void)[]
  unitsAsked = 0
  #closing: Promise<void> | undefined

  constructor(parts: SqliteParts) {
    this.#parts = parts
    this.#afterwards = [parts.release]
    this.#checkpointer = new Checkpointer(parts.writing, parts)
    this.quick = new SqliteDb((text, params, kinds) => parts.reading.run(text, params, kinds))
    this.#endedRuns = new SqliteEndedRuns(parts, this.quick)
    this.#writer = new Writer(parts.writing, parts.writer, {
      checkpointer: this.#checkpointer,
      endedRuns: this.#endedRuns,
    })
    this.#reader = new Reader(parts.file, parts.readerThreads)
    this.reader = new SqliteDb((text, params, kinds) => this.#reader.run(text, params, kinds), {
      print: (text, params, printing) => this.#reader.print(text, params, printing),
      endedRuns: this.#endedRuns,
    })
  }

  write<T>(work: (db: Db) => Promise<T>): Promise<T> {
    this.unitsAsked++
    return this.#writer.write(work)
  }

  writeWithOthers<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return this.#writer.writeWithOthers(work)
  }

  writeJointly<Item, Result>(work: JointWork<Item, Result>, item: Item): Promise<Result> {
    return this.#joint.write(work, item)
  }

  async ping(): Promise<void> {
    if (this.#closing) throw new DatabaseUnavailable('The database is closed')
    this.#parts.reading.run('SELECT count(*) FROM alembic_version', [])
  }

  /** Adds something to be done after the database is closed. */
  onceClosed(action: () => void): this {
    this.#afterwards.push(action)
    return this
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await this.#writer.close()
    await this.#endedRuns.close()
    await this.#reader.close()
    await this.#checkpointer.close()
    this.#parts.reading.close()
    this.#parts.writing.close()
    for (const action of this.#afterwards) action()
  }
}
