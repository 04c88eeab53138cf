import { type RawBuilder, sql } from 'kysely'
import type { Dialect } from '../dialect.ts'
import type { Kind } from '../schema/describe.ts'
import type { Column, Condition, Other } from './condition.ts'
import { ALWAYS, combine, type Predicate } from './predicate.ts'

/** What an operator was given; its schema made sure that the test can read it. */
export type Value = boolean | number | string | readonly string[]

/** Where conditions look: a table under its own name. */
export interface Place {
  readonly dialect: Dialect
  readonly table: string
}

/** What one operator asks; undefined where this value asks for nothing. [D2, D3] */
export function ask(place: Place, condition: Condition, value: Value): Predicate | undefined {
  const { dialect } = place
  switch (condition.test) {
    case 'in':
      return isOneOf(dialect, textOf(place, condition.column), value as string[], condition.kind)
    case 'in-common':
      return dialect.ofMany(
        isOneOf(dialect, textOf(place, condition.column), value as string[], condition.kind),
      )
    case 'not-in':
      if (isEmpty(value)) return undefined
      return dialect.notInList(textOf(place, condition.column), value as string[], condition.kind)
    case 'in-json':
      return isOneOf(
        dialect,
        dialect.jsonText(textOf(place, condition.column), condition.key),
        value as string[],
        'text',
      )
    case 'refers-to-one-with': {
      const { table, key, column } = condition.other
      const wanted = isOneOf(dialect, `other.${column}`, value as string[], condition.kind)
      return sql<boolean>`${at(place, condition.column)} IN (SELECT ${sql.ref(`other.${key}`)} FROM ${sql.table(table)} AS other WHERE ${wanted})`
    }
    case 'like':
      return value === '' ? undefined : dialect.containsText(textOf(place, condition.column), value as string)
    case 'starts-with-one':
      return startsWithOne(place, condition.column, value as string[])
    case 'like-or-other': {
      if (value === '') return undefined
      const own = dialect.containsText(textOf(place, condition.column), value as string)
      const others = dialect.containsText(`other.${condition.other.column}`, value as string)
      return sql<boolean>`(${own} OR ${exists(place, condition.tie, condition.other, others)})`
    }
    case 'at-most':
      return sql<boolean>`${at(place, condition.column)} <= ${bound(value)}`
    case 'at-least':
      return sql<boolean>`${at(place, condition.column)} >= ${bound(value)}`
    case 'equals':
      return sql<boolean>`${at(place, condition.column)} = ${value}`
    case 'null':
    case 'not-null':
      return sql<boolean>`${at(place, condition.column)} ${(condition.test === 'null') === value ? sql`IS NULL` : sql`IS NOT NULL`}`
    case 'has-all':
      return isEmpty(value)
        ? undefined
        : dialect.jsonArrayContainsAll(textOf(place, condition.column), value as string[])
    case 'has-one':
      return dialect.jsonArrayContainsAny(textOf(place, condition.column), value as string[])
    case 'no-elements':
      return not(value !== true, dialect.jsonArrayIsEmpty(textOf(place, condition.column)))
    case 'referred-to':
    case 'not-referred-to':
      return not(
        (condition.test === 'not-referred-to') === value,
        exists(place, condition.column, condition.other, ALWAYS),
      )
  }
}

/** One value is compared by `=`, which lets an index on it and the sort column give rows in their order. */
function isOneOf(dialect: Dialect, text: string, values: readonly string[], kind: Kind): Predicate {
  return values.length === 1
    ? sql<boolean>`${sql.raw(text)} = ${values[0]}`
    : dialect.inList(text, values, kind)
}

function startsWithOne(place: Place, column: string, prefixes: readonly string[]): Predicate | undefined {
  if (prefixes.length === 0) return undefined
  return combine(
    prefixes.map((prefix) => place.dialect.startsWithText(textOf(place, column), prefix)),
    'or_',
  )
}

function exists({ table }: Place, tie: string, other: Other, wanted: Predicate): Predicate {
  const tied = sql`${sql.ref(`other.${other.key}`)} = ${sql.ref(`${table}.${tie}`)}`
  return sql<boolean>`EXISTS (SELECT 1 FROM ${sql.table(other.table)} AS other WHERE ${tied} AND ${wanted})`
}

const not = (negated: boolean, predicate: Predicate): Predicate =>
  negated ? sql<boolean>`NOT ${predicate}` : predicate

const isEmpty = (value: Value): boolean => Array.isArray(value) && value.length === 0

/** Numbers may lie outside of what the column's own type can hold. */
const bound = (value: Value) => (typeof value === 'number' ? sql`CAST(${value} AS numeric)` : sql`${value}`)

const at = (place: Place, column: Column): RawBuilder<unknown> => sql.raw(textOf(place, column))

const textOf = ({ table }: Place, column: Column): string =>
  typeof column === 'string'
    ? `${table}.${column}`
    : `coalesce(${column.map((name) => `${table}.${name}`).join(', ')})`
