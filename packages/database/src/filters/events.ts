import type {
  EventAnyResourceFilter,
  EventFilter,
  EventNameFilter,
  EventRelatedFilter,
  EventResourceFilter,
  ResourceSpecification,
} from '@reeve/wire'
import { type RawBuilder, sql } from 'kysely'
import type { Dialect } from '../dialect.ts'
import { ALWAYS, combine, type Predicate } from './predicate.ts'
import { parseWordQuery } from './word-query.ts'

type Texts = readonly string[] | null | undefined

/** Holds of the events that the filter lets through: those that meet everything in it. [G4-G7] */
export function selectsEvents(dialect: Dialect, filter: EventFilter): Predicate {
  const { occurred, event, resource, related, any_resource, id, text } = filter
  return all([
    during(dialect, 'events.occurred', occurred),
    event ? hasName(dialect, event) : ALWAYS,
    resource ? isAbout(dialect, filter, resource) : ALWAYS,
    ...listOf(related).map((each) => isRelatedTo(dialect, filter, each)),
    ...listOf(any_resource).map((each) => involves(dialect, filter, each)),
    isNotEmpty(id.id) ? dialect.inList('events.id', id.id, 'uuid') : ALWAYS,
    text ? holdsWords(dialect, text.query) : ALWAYS,
  ])
}

const all = (parts: readonly Predicate[]): Predicate => combine(parts, 'and_')
const one = (parts: readonly Predicate[]): Predicate => combine(parts, 'or_')
const not = (part: Predicate): Predicate => sql<boolean>`NOT ${part}`

const isNotEmpty = <T>(list: readonly T[] | null | undefined): list is readonly T[] =>
  list != null && list.length > 0

const listOf = <T>(given: T | readonly T[] | null | undefined): readonly T[] =>
  given == null ? [] : Array.isArray(given) ? given : [given as T]

const during = (dialect: Dialect, column: string, { since, until }: EventFilter['occurred']): Predicate =>
  sql<boolean>`(${sql.ref(column)} >= ${dialect.instant(since)} AND ${sql.ref(column)} <= ${dialect.instant(until)})`

/** Where the column starts with one of the texts. */
const startsWith = (column: string, prefixes: readonly string[]): Predicate =>
  one(prefixes.map((prefix) => sql<boolean>`${sql.ref(column)} LIKE ${`${prefix}%`}`))

function hasName(dialect: Dialect, filter: EventNameFilter): Predicate {
  const { prefix, exclude_prefix, name, exclude_name } = filter
  return all([
    isNotEmpty(prefix) ? startsWith('events.event', prefix) : ALWAYS,
    isNotEmpty(exclude_prefix) ? not(startsWith('events.event', exclude_prefix)) : ALWAYS,
    isNotEmpty(name) ? dialect.inList('events.event', name, 'text') : ALWAYS,
    isNotEmpty(exclude_name) ? dialect.notInList('events.event', exclude_name, 'text') : ALWAYS,
  ])
}

/** By the resource that the event is about; its id stands in the event's own row. */
function isAbout(dialect: Dialect, filter: EventFilter, { id, id_prefix, labels }: EventResourceFilter) {
  return all([
    isNotEmpty(id) ? dialect.inList('events.resource_id', id, 'text') : ALWAYS,
    isNotEmpty(id_prefix) ? startsWith('events.resource_id', id_prefix) : ALWAYS,
    labels && Object.keys(labels).length > 0
      ? hasResource(dialect, filter, [
          sql<boolean>`event_resources.resource_role = ''`,
          ...hasLabels(dialect, labels, false),
        ])
      : ALWAYS,
  ])
}

function isRelatedTo(dialect: Dialect, filter: EventFilter, criteria: EventRelatedFilter): Predicate {
  const { id, role, resources_in_roles, labels } = criteria
  const parts = [
    ...isOneOf(dialect, 'event_resources.resource_id', id),
    ...isOneOf(dialect, 'event_resources.resource_role', role),
    ...(isNotEmpty(resources_in_roles) ? [one(resources_in_roles.map(hasRole))] : []),
    ...(labels ? hasLabels(dialect, labels, true) : []),
  ]
  const isRelated = sql<boolean>`event_resources.resource_role <> ''`
  return parts.length === 0
    ? ALWAYS
    : hasResource(dialect, filter, isNotEmpty(role) ? parts : [...parts, isRelated])
}

const hasRole = ([id, role]: readonly [string, string]): Predicate =>
  sql<boolean>`(event_resources.resource_id = ${id} AND event_resources.resource_role = ${role})`

function involves(dialect: Dialect, filter: EventFilter, criteria: EventAnyResourceFilter): Predicate {
  const { id, id_prefix, labels } = criteria
  const parts = [
    ...isOneOf(dialect, 'event_resources.resource_id', id),
    ...(isNotEmpty(id_prefix) ? [startsWith('event_resources.resource_id', id_prefix)] : []),
    ...(labels ? hasLabels(dialect, labels, true) : []),
  ]
  return parts.length === 0 ? ALWAYS : hasResource(dialect, filter, parts)
}

const isOneOf = (dialect: Dialect, column: string, texts: Texts): Predicate[] =>
  isNotEmpty(texts) ? [dialect.inList(column, texts, 'text')] : []

/** One resource of the event meets all of the parts. */
const hasResource = (dialect: Dialect, { occurred }: EventFilter, parts: readonly Predicate[]): Predicate =>
  sql<boolean>`events.id IN (SELECT event_resources.event_id FROM event_resources
    WHERE ${all([during(dialect, 'event_resources.occurred', occurred), ...parts])})`

const ID = 'prefect.resource.id'
const ROLE = 'prefect.resource.role'

/** Each label has one of its values. The id and, of related resources, the role have columns of their own. [G5] */
function hasLabels(dialect: Dialect, labels: ResourceSpecification, hasRoles: boolean): Predicate[] {
  return Object.entries(labels).flatMap(([label, given]) => {
    const isColumn = label === ID || (hasRoles && label === ROLE)
    const values = typeof given !== 'string' ? given : isColumn && given === '' ? [] : [given]
    if (values.length === 0) return isColumn ? [] : [sql<boolean>`1 = 0`]
    if (label === ID) return [isLikeOne(sql.ref('event_resources.resource_id'), values)]
    if (isColumn) return [dialect.inList('event_resources.resource_role', values, 'text')]
    return [isLikeOne(dialect.labelText('event_resources.resource', label), values)]
  })
}

const isLikeOne = (text: RawBuilder<unknown>, patterns: readonly string[]): Predicate =>
  one(patterns.map((pattern) => isLike(text, pattern)))

/** `*` stands for any characters, `?` for one, `!` in front for anything else. */
function isLike(text: RawBuilder<unknown>, pattern: string): Predicate {
  const isNegated = pattern.startsWith('!')
  const like = (isNegated ? pattern.slice(1) : pattern)
    .replace(/[\\%_]/g, '\\$&')
    .replaceAll('*', '%')
    .replaceAll('?', '_')
  return sql<boolean>`${text} ${isNegated ? sql`NOT LIKE` : sql`LIKE`} ${like} ESCAPE '\\'`
}

const SEARCHED = `lower(events.event || ' ' || CAST(events.resource AS TEXT) || ' ' ||
  CAST(events.related AS TEXT) || ' ' || CAST(events.payload AS TEXT))`

function holdsWords(dialect: Dialect, query: string): Predicate {
  const { included, excluded, required } = parseWordQuery(query)
  const holds = (word: string) => dialect.holdsText(SEARCHED, word.toLowerCase())
  return all([
    included.length > 0 ? one(included.map(holds)) : ALWAYS,
    ...excluded.map((word) => not(holds(word))),
    ...required.map(holds),
  ])
}
