import type { Db } from '../database.ts'
import { DatabaseUnavailable, Overloaded } from '../errors.ts'
import type { Checkpointer } from './checkpointer.ts'
import type { SqliteConnection } from './connection.ts'
import { SqliteDb } from './db.ts'
import type { SqliteEndedRuns } from './ended-runs.ts'

/** How the writer bounds its work. */
export interface WriterOptions {
  /** Units in one commit at most. Default 256: beyond 64 the cost of a unit hardly falls. */
  readonly maxBatch?: number
  /** How long units may join a batch, so that the loop gets to serve sockets. Default 25. */
  readonly maxBatchMs?: number
  /** Units that may wait; more are refused with `Overloaded`. Default 20,000. */
  readonly maxWaiting?: number
}

/** How long a unit that nobody waits for looks out for a commit of others: they come every 1 to 3 ms under load. */
const JOIN_MS = 5

/** Who is told of commits. */
export interface Told {
  readonly checkpointer?: Checkpointer
  readonly endedRuns?: SqliteEndedRuns
}

/** What is executed around a unit for it to undo nothing but itself. */
interface Frame {
  readonly begin: readonly string[]
  readonly keep: readonly string[]
  readonly undo: readonly string[]
}

/** Before the first unit of a transaction there is nothing to be kept; a savepoint would copy each page that it changes. */
const FIRST: Frame = { begin: [], keep: [], undo: ['ROLLBACK', 'BEGIN IMMEDIATE'] }
const LATER: Frame = {
  begin: ['SAVEPOINT unit'],
  keep: ['RELEASE unit'],
  undo: ['ROLLBACK TO unit', 'RELEASE unit'],
}

interface Unit {
  readonly work: (db: Db) => Promise<unknown>
  readonly resolve: (value: never) => void
  readonly reject: (error: unknown) => void
}

/**
 * All writes of a SQLite database, one after the other on one connection. Units that wait at the same time share
 * a transaction, each but the first under a savepoint of its own, and are answered after its commit: grouping makes
 * `synchronous=FULL` cost what NORMAL costs.
 */
export class Writer {
  readonly #connection: SqliteConnection
  readonly #db: Db
  readonly #limits: Required<WriterOptions>
  readonly #told: Told
  readonly #waiting: Unit[] = []
  /** Those that nobody waits for. */
  readonly #unhurried: Unit[] = []
  #joining: NodeJS.Timeout | undefined
  /** When somebody last asked for a unit to be written. */
  #lastAsked = Number.NEGATIVE_INFINITY
  #draining: Promise<void> | undefined
  #unitIsOpen = false
  #closed = false

  constructor(connection: SqliteConnection, options: WriterOptions = {}, told: Told = {}) {
    const { maxBatch = 256, maxBatchMs = 25, maxWaiting = 20_000 } = options
    this.#connection = connection
    this.#told = told
    this.#limits = { maxBatch, maxBatchMs, maxWaiting }
    this.#db = new SqliteDb((text, params, kinds) => {
      if (!this.#unitIsOpen)
        throw new Error('A write must await its queries; this one came after its unit had ended')
      return this.#runNoting(() => connection.run(text, params, kinds))
    })
  }

  /** Queues a unit; resolves with what it returns, after the commit. A failing unit undoes only itself. */
  write<T>(work: (db: Db) => Promise<T>): Promise<T> {
    this.#lastAsked = performance.now()
    return this.#queue(work)
  }

  /** As `write`, for work that nobody waits for: where others write, it joins one of their commits. */
  writeWithOthers<T>(work: (db: Db) => Promise<T>): Promise<T> {
    if (this.#closed || performance.now() - this.#lastAsked > JOIN_MS) return this.#queue(work)
    return new Promise<T>((resolve, reject) => {
      this.#unhurried.push({ work, resolve, reject })
      this.#joining ??= setTimeout(() => this.#stopWaitingForOthers(), JOIN_MS)
    })
  }

  /** Takes no more units and resolves when those that wait are done. */
  async close(): Promise<void> {
    this.#closed = true
    this.#stopWaitingForOthers()
    await this.#draining
  }

  #queue<T>(work: (db: Db) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new DatabaseUnavailable('The database is closed'))
    if (this.#waiting.length >= this.#limits.maxWaiting)
      return Promise.reject(new Overloaded(this.#waiting.length))
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject })
      this.#draining ??= this.#drain()
    })
  }

  #stopWaitingForOthers(): void {
    clearTimeout(this.#joining)
    this.#joining = undefined
    if (this.#unhurried.length === 0) return
    this.#waiting.push(...this.#unhurried.splice(0))
    this.#draining ??= this.#drain()
  }

  /** Each turn of the loop lets the requests that arrived meanwhile join the next commit. */
  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      await new Promise((resolve) => setImmediate(resolve))
      await this.#commitBatch()
    }
    this.#draining = undefined
  }

  async #commitBatch(): Promise<void> {
    const taken: Unit[] = []
    const answers: (() => void)[] = []
    try {
      this.#connection.run('BEGIN IMMEDIATE', [])
      for (const unit of this.#take(taken))
        answers.push(await this.#run(unit, answers.length === 0 ? FIRST : LATER))
      this.#connection.run('COMMIT', [])
      this.#told.endedRuns?.afterCommit()
    } catch (error) {
      this.#rollBack()
      this.#told.endedRuns?.undoTo(0)
      const failed = taken.length > 0 ? taken : this.#waiting.splice(0, this.#limits.maxBatch)
      for (const unit of failed) unit.reject(error)
      return
    }
    for (const answer of answers) answer()
    this.#told.checkpointer?.afterCommit()
  }

  /** The units of one commit, among them those that arrive while it is made; last those that nobody waits for. */
  *#take(taken: Unit[]): Iterable<Unit> {
    const end = performance.now() + this.#limits.maxBatchMs
    while (taken.length < this.#limits.maxBatch && performance.now() < end) {
      const unit = this.#waiting.shift() ?? this.#unhurried.shift()
      if (!unit) return
      taken.push(unit)
      yield unit
    }
  }

  /** Returns how to answer the unit once the commit is done. Throws if the transaction itself is lost. */
  async #run(unit: Unit, { begin, keep, undo }: Frame): Promise<() => void> {
    this.#execute(begin)
    const noted = this.#told.endedRuns?.noted ?? 0
    this.#unitIsOpen = true
    try {
      const value = await unit.work(this.#db)
      this.#unitIsOpen = false
      this.#execute(keep)
      return () => unit.resolve(value as never)
    } catch (error) {
      this.#unitIsOpen = false
      if (!this.#connection.inTransaction) throw error
      this.#execute(undo)
      this.#told.endedRuns?.undoTo(noted)
      return () => unit.reject(error)
    }
  }

  /** A statement that fails leaves nothing, even if its unit goes on. */
  #runNoting<T>(run: () => T): T {
    const noted = this.#told.endedRuns?.noted ?? 0
    try {
      return run()
    } catch (error) {
      this.#told.endedRuns?.undoTo(noted)
      throw error
    }
  }

  #execute(statements: readonly string[]): void {
    for (const statement of statements) this.#connection.run(statement, [])
  }

  /**
   * A full disk or a failing commit may have ended the transaction already. If even this fails, the batch is
   * answered with what failed first, and the next one meets the trouble again.
   */
  #rollBack(): void {
    try {
      if (this.#connection.inTransaction) this.#connection.run('ROLLBACK', [])
    } catch {}
  }
}
