import type { JsonText } from '@reeve/wire'
import type { CompiledQuery, Kysely } from 'kysely'
import type { Dialect, DialectName } from './dialect.ts'
import type { EndedRuns } from './ended-runs/ended-runs.ts'
import type { JointWork } from './joint-writes.ts'
import type { Printing } from './records/lists.ts'
import type { Kind } from './schema/describe.ts'
import type { Tables } from './schema/tables.ts'

/** The kinds of result columns that have no column of a table behind them, by name. SQLite needs to be told. */
export type Kinds = Readonly<Record<string, Kind>>

/**
 * What a query function takes as its first argument: a connection that can read or, inside `write`, change.
 * `sql` builds statements; `run` executes one that was compiled once, which the hot path needs because
 * building costs as much as executing.
 */
export interface Db {
  readonly dialect: Dialect
  readonly sql: Kysely<Tables>
  /** Executes a statement text with positional parameters; the text is prepared once for each connection. */
  run<Row>(statement: Statement, params: readonly unknown[]): Promise<Row[]>
  /** Executes what Kysely compiled. */
  execute<Row>(query: CompiledQuery<Row>, kinds?: Kinds): Promise<Row[]>
  /** As `execute`, for rows that only go out as a list: they are printed where they are read. */
  print<Row>(query: CompiledQuery<Row>, printing: Printing): Promise<JsonText>
  /** What counts over all flow runs ask first; not there within `write`. */
  readonly endedRuns: EndedRuns | undefined
}

/** A statement written once, its text made for a dialect on first use and kept. */
export interface Statement {
  /** Unique among statements: PostgreSQL prepares under it. */
  readonly name: string
  readonly text: (dialect: Dialect) => string
  readonly kinds?: Kinds
}

/** An open database of either kind. */
export interface Database {
  readonly dialect: Dialect
  /** Short reads by key. SQLite: on the calling thread, on a connection of its own. */
  readonly quick: Db
  /** Reads that may take long: lists, counts, aggregates. SQLite: on other threads. */
  readonly reader: Db
  /**
   * Runs a unit of work that may change rows, all or nothing, and resolves after its commit is durable.
   * SQLite: one at a time under a savepoint, many to a commit; the work awaits nothing but its queries.
   * PostgreSQL: a transaction of its own; work that lost a race (40001, 40P01) runs again, so it must have
   * no effect but its queries.
   */
  write<T>(work: (db: Db) => Promise<T>): Promise<T>
  /** As `write`, for work that nobody waits for: it may wait a few milliseconds for a commit of others to join. */
  writeWithOthers<T>(work: (db: Db) => Promise<T>): Promise<T>
  /** How many units of work were asked for since it was opened: shows whether anybody writes. */
  readonly unitsAsked: number
  /**
   * As `write`, for one item of a work that is cheaper for many: items that wait at the same time share a unit. If
   * that fails, each is tried in a unit of its own.
   */
  writeJointly<Item, Result>(work: JointWork<Item, Result>, item: Item): Promise<Result>
  /** How replicas wake each other; null where there can be only one. */
  readonly notifications: Notifications | null
  /** Resolves once the database answers; throws with the cause if it does not. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** Hears a payload; an empty one also after a gap in which something may have been missed. */
export type Listen = (payload: string) => void

/** Messages between replicas: at most once, and none to those that are away. */
export interface Notifications {
  /** Resolves once the channel is heard, with how to stop. */
  listen(channel: string, listen: Listen): Promise<() => void>
  notify(channel: string, payload: string): Promise<void>
}

const texts: Record<DialectName, WeakMap<Statement, string>> = {
  sqlite: new WeakMap(),
  postgresql: new WeakMap(),
}

/** The text of a statement for a dialect, made once. */
export function textOf(statement: Statement, dialect: Dialect): string {
  const known = texts[dialect.name].get(statement)
  if (known !== undefined) return known
  const text = statement.text(dialect)
  texts[dialect.name].set(statement, text)
  return text
}
