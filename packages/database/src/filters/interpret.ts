import type { Operator } from '@reeve/wire'
import { sql } from 'kysely'
import type { Dialect } from '../dialect.ts'
import { ask, type Place, type Value } from './ask.ts'
import type { Condition, Field, FilterTable, Given } from './condition.ts'
import { ALWAYS, combine, type Predicate } from './predicate.ts'
import { parseWordQuery } from './word-query.ts'

type Criteria = Readonly<Record<string, Value | null | undefined>> & { readonly operator?: Operator }

/** Holds of the rows of the filter's table that the filter lets through. [D1] */
export function matches<Filter>(
  dialect: Dialect,
  { table, fields }: FilterTable<Filter>,
  filter: Given<Filter>,
): Predicate {
  const given = filter as Readonly<Record<string, Criteria | null | undefined>> & {
    readonly operator?: Operator
  }
  const place = { dialect, table }
  const parts = Object.entries<Field>(fields).flatMap(([name, field]) => {
    const criteria = given[name]
    return criteria ? askField(place, field, criteria) : []
  })
  return combine(parts, given.operator)
}

/** What a field contributes to its filter; fields without a say contribute nothing, not even to an `or_`. */
function askField(place: Place, field: Field, criteria: Criteria): Predicate[] {
  switch (field.rule) {
    case 'operators':
      return [combine(askOperators(place, field.operators, criteria), criteria.operator)]
    case 'single-comparisons':
      return [combine(askGroups(place, field.groups, criteria), criteria.operator)]
    case 'null-or-one-of':
      return [askNullOrOneOf(place, field.operators, criteria)]
    case 'words':
      return askWords(place, field.columns, criteria.query as string)
    case 'ignored':
      return []
  }
}

function askOperators(
  place: Place,
  operators: Readonly<Record<string, Condition>>,
  criteria: Criteria,
): Predicate[] {
  return Object.entries(operators).flatMap(([name, condition]) => {
    const value = criteria[name]
    return value === null || value === undefined ? [] : (ask(place, condition, value) ?? [])
  })
}

function askGroups(
  place: Place,
  groups: Readonly<Record<string, Readonly<Record<string, Condition>>>>,
  criteria: Criteria,
): Predicate[] {
  return Object.entries(groups).flatMap(([name, operators]) => {
    const group = criteria[name] as unknown as Criteria | null | undefined
    const comparisons = group ? askOperators(place, operators, group) : []
    return comparisons.length === 1 ? comparisons : []
  })
}

function askNullOrOneOf(
  place: Place,
  operators: Readonly<Record<string, Condition>>,
  { is_null_ = false, any_ = null }: Criteria,
): Predicate {
  const asked = is_null_ !== true && any_ !== null ? { any_ } : { is_null_ }
  return combine(askOperators(place, operators, asked), 'and_')
}

function askWords({ dialect, table }: Place, columns: readonly string[], query: string): Predicate[] {
  const { included, excluded, required } = parseWordQuery(query)
  const text = `lower(${columns.map((column) => `${table}.${column}`).join(` || ' ' || `)})`
  const holds = (word: string) => dialect.holdsText(text, word.toLowerCase())
  const parts = [
    combine(included.map(holds), 'or_'),
    combine(
      excluded.map((word) => sql<boolean>`NOT ${holds(word)}`),
      'and_',
    ),
    combine(required.map(holds), 'and_'),
  ]
  return parts.filter((part) => part !== ALWAYS)
}
