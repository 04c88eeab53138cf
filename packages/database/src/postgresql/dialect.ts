import { type RawBuilder, sql } from 'kysely'
import type { Dialect } from '../dialect.ts'
import type { Kind } from '../schema/describe.ts'
import { intervalText } from './codec.ts'
import { durationFacts } from './durations.ts'
import { TYPES } from './types.ts'

const column = (text: string): RawBuilder<unknown> => sql.raw(text)

const listed = (values: readonly unknown[], kind: Kind) => sql`${values}::${sql.raw(TYPES[kind])}[]`

/** PostgreSQL, as the reference uses it. */
export const postgresql: Dialect = {
  ...durationFacts,
  name: 'postgresql',
  parameter: (position) => `$${position}`,
  typedParameter: (position, kind) => `$${position}::${TYPES[kind]}`,
  now: 'CURRENT_TIMESTAMP',
  list: (values) => values,
  isAnyText: (text, position) => `${text} = ANY ($${position}::text[])`,
  isAnyUuid: (text, position) => `${text} = ANY ($${position}::uuid[])`,
  unindexed: (text) => text,
  isNotDistinctFrom: 'IS NOT DISTINCT FROM',
  hasOneWriter: false,
  forUpdate: 'FOR UPDATE',
  forUpdateOf: (alias) => `FOR UPDATE OF ${alias}`,
  lockedInOrder: (alias) => `ORDER BY ${alias}.id FOR UPDATE OF ${alias}`,
  skipLocked: 'FOR UPDATE SKIP LOCKED',
  combinesChanges: true,
  joinsLaterally: true,
  intervalText,
  jsonText: (text, key) => `(${text} ->> '${key}')`,
  jsonInstant: (text, key) => `(${text} ->> '${key}')::timestamptz`,
  liftTimeLimit: 'SET LOCAL statement_timeout = 0',
  indexNames: 'SELECT indexname AS name FROM pg_indexes WHERE schemaname = current_schema()',
  inList: (text, values, kind) => sql<boolean>`${column(text)} = ANY (${listed(values, kind)})`,
  notInList: (text, values, kind) => sql<boolean>`${column(text)} <> ALL (${listed(values, kind)})`,
  ofMany: (predicate) => predicate,
  jsonArrayContainsAll: (text, values) => sql<boolean>`${column(text)} @> ${JSON.stringify(values)}::jsonb`,
  jsonArrayContainsAny: (text, values) => sql<boolean>`${column(text)} ?| ${listed(values, 'long_text')}`,
  jsonArrayIsEmpty: (text) => sql<boolean>`${column(text)} = '[]'::jsonb`,
  containsText: (text, wanted) => sql<boolean>`${column(text)} ILIKE ${`%${wanted}%`}`,
  startsWithText: (text, wanted) => sql<boolean>`${column(text)} ILIKE ${`${wanted}%`}`,
  labelText: (text, key) => sql`(${column(text)} ->> ${key}::text)`,
  microsecondsBetween: (start, end) => sql`(extract(epoch FROM (${end} - ${start})) * 1000000)::bigint`,
  holdsText: (text, wanted) => sql<boolean>`strpos(${column(text)}, ${wanted}) > 0`,
}
