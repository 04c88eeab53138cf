import type { Instant } from '@reeve/wire'
import type { RawBuilder } from 'kysely'
import type { Kind } from './schema/describe.ts'

/** The two databases that Reeve speaks to. */
export type DialectName = 'sqlite' | 'postgresql'

/**
 * What differs between the databases, as named facts. `column` is SQL text such as `fr.id`, `position` counts
 * parameters from 1, and statement texts stay the same however many values a parameter carries.
 */
export interface Dialect extends StatementFacts, FilterFacts, DurationFacts {
  readonly name: DialectName
}

/** Facts for statements that are written as text. */
export interface StatementFacts {
  /** The placeholder of a parameter. */
  parameter(position: number): string
  /** The placeholder of a parameter of this kind, where the context does not tell its type. */
  typedParameter(position: number, kind: Kind): string
  /** The current time as an instant. */
  readonly now: string
  /** Encodes values for `isAnyText` and `isAnyUuid`, which read them as one parameter. */
  list(values: readonly (string | number)[]): unknown
  /** The column equals one of a `list`. */
  isAnyText(column: string, position: number): string
  isAnyUuid(column: string, position: number): string
  /** The column where no index of it shall be used: SQLite without statistics prefers any that is asked to equal. */
  unindexed(column: string): string
  /** The operator that compares nulls as equal. */
  readonly isNotDistinctFrom: string
  /** True where all changes are made by one writer, so that a long one keeps every other waiting. */
  readonly hasOneWriter: boolean
  /** Locks the selected rows until the transaction ends; nothing where there is one writer. */
  readonly forUpdate: string
  /** Locks only the rows of one table of a join. */
  forUpdateOf(alias: string): string
  /** Locks the rows of one table of a join in the order of their ids; nothing, not even an order, with one writer. */
  lockedInOrder(alias: string): string
  /** Locks the selected rows and leaves out those that another transaction holds. */
  readonly skipLocked: string
  /** True where several changes can be one statement, as CTEs. */
  readonly combinesChanges: boolean
  /** True where a join may read columns of what stands before it. */
  readonly joinsLaterally: boolean
  /** A duration in seconds as the text that an interval column is read from. [L12] */
  intervalText(seconds: number): string
  /** The text under a key of a JSON object column; matches the expression of indexes on it. */
  jsonText(column: string, key: string): string
  /** The instant under a key of a JSON object column, where it is kept in ISO 8601. */
  jsonInstant(column: string, key: string): string
  /** Lets the statements of this transaction take as long as they need. */
  readonly liftTimeLimit: string
  /** A query for the names of all indexes. */
  readonly indexNames: string
}

/** Facts for queries built with Kysely, as fragments with their parameters inside. */
export interface FilterFacts {
  /** The column equals one of the values; none match an empty list. [D2] */
  inList(column: string, values: readonly (string | number)[], kind: Kind): RawBuilder<boolean>
  /** The column is none of the values; null is never. [D2] */
  notInList(column: string, values: readonly (string | number)[], kind: Kind): RawBuilder<boolean>
  /** The same, with the knowledge that it holds of a good part of all rows: planners without statistics assume few. */
  ofMany(predicate: RawBuilder<boolean>): RawBuilder<boolean>
  /** A JSON array of strings holds every one of the values. [D5] */
  jsonArrayContainsAll(column: string, values: readonly string[]): RawBuilder<boolean>
  /** A JSON array of strings holds one of the values at least. [D5] */
  jsonArrayContainsAny(column: string, values: readonly string[]): RawBuilder<boolean>
  /** A JSON array has no elements. [D5] */
  jsonArrayIsEmpty(column: string): RawBuilder<boolean>
  /** The column contains the text, whatever the case; `%` and `_` in it are wildcards. [D3] */
  containsText(column: string, text: string): RawBuilder<boolean>
  /** The column starts with the text, whatever the case; `%` and `_` in it are wildcards. [D9] */
  startsWithText(column: string, text: string): RawBuilder<boolean>
  /** The text under a key, whatever characters it has, of a JSON object column; null where it is not. */
  labelText(column: string, key: string): RawBuilder<unknown>
  /** Whole microseconds from one instant to a later one, as an integer. */
  microsecondsBetween(start: RawBuilder<unknown>, end: RawBuilder<unknown>): RawBuilder<unknown>
  /** The text has this very text in it. [D10] */
  holdsText(expression: string, text: string): RawBuilder<boolean>
}

/**
 * Facts for sums over the times of many runs. What a duration is in SQL is the dialect's matter: durations may be
 * added to each other with `+` and handed to these.
 */
export interface DurationFacts {
  /** An instant as a parameter. */
  instant(value: Instant): RawBuilder<unknown>
  /** The duration of nothing. */
  readonly noTime: RawBuilder<unknown>
  /** The duration in an interval column. */
  duration(column: RawBuilder<unknown>): RawBuilder<unknown>
  /** The duration from one instant to a later one. */
  timeBetween(start: RawBuilder<unknown>, end: RawBuilder<unknown>): RawBuilder<unknown>
  /** The sum of durations in seconds, negative ones left out; SQLite counts the whole seconds of each. [D24] */
  sumSeconds(duration: RawBuilder<unknown>): RawBuilder<unknown>
  /** How many times this many seconds fit into a duration; not needed where a join may be lateral. */
  readonly bucketOf: ((duration: RawBuilder<unknown>, seconds: number) => RawBuilder<unknown>) | undefined
  /** What `averageSeconds` takes: from one instant to another, in SQLite without their fractions. [D23] */
  secondsApart(start: RawBuilder<unknown>, end: RawBuilder<unknown>): RawBuilder<unknown>
  /** The average in float seconds. */
  averageSeconds(secondsApart: RawBuilder<unknown>): RawBuilder<unknown>
  /** True where an index may keep what the times of runs come to: `schema/settled-times.ts`. */
  readonly keepsSettledTimes: boolean
}
