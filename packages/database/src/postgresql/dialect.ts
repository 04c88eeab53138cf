import { type RawBuilder, sql } from 'kysely'
import type { Dialect } from '../dialect.ts'
import type { Kind } from '../schema/describe.ts'

/** The name of the type that each kind has. */
export const TYPES = {
  uuid: 'uuid',
  text: 'character varying',
  long_text: 'text',
  revision: 'character varying(32)',
  instant: 'timestamp with time zone',
  interval: 'interval',
  json: 'jsonb',
  plain_json: 'json',
  boolean: 'boolean',
  integer: 'integer',
  small_integer: 'smallint',
  float: 'double precision',
  serial: 'bigint',
  state_type: 'state_type',
  deployment_status: 'deployment_status',
  work_pool_status: 'work_pool_status',
  work_queue_status: 'work_queue_status',
  worker_status: 'worker_status',
} as const satisfies Record<Kind, string>

const column = (text: string): RawBuilder<unknown> => sql.raw(text)

const listed = (values: readonly unknown[], kind: Kind) => sql`${values}::${sql.raw(TYPES[kind])}[]`

/** PostgreSQL, as the reference uses it. */
export const postgresql: Dialect = {
  name: 'postgresql',
  parameter: (position) => `$${position}`,
  typedParameter: (position, kind) => `$${position}::${TYPES[kind]}`,
  now: 'CURRENT_TIMESTAMP',
  list: (values) => values,
  isAnyText: (text, position) => `${text} = ANY ($${position}::text[])`,
  isAnyUuid: (text, position) => `${text} = ANY ($${position}::uuid[])`,
  isNotDistinctFrom: 'IS NOT DISTINCT FROM',
  forUpdate: 'FOR UPDATE',
  forUpdateOf: (alias) => `FOR UPDATE OF ${alias}`,
  skipLocked: 'FOR UPDATE SKIP LOCKED',
  combinesChanges: true,
  intervalText: (seconds) => `${seconds.toFixed(6)} seconds`,
  intervalSeconds: (expression) => `extract(epoch FROM ${expression})::double precision`,
  secondsBetween: (start, end) => `extract(epoch FROM (${end}) - (${start}))::double precision`,
  jsonText: (text, key) => `(${text} ->> '${key}')`,
  inList: (text, values, kind) => sql<boolean>`${column(text)} = ANY (${listed(values, kind)})`,
  notInList: (text, values, kind) => sql<boolean>`${column(text)} <> ALL (${listed(values, kind)})`,
  jsonArrayContainsAll: (text, values) => sql<boolean>`${column(text)} @> ${JSON.stringify(values)}::jsonb`,
  jsonArrayContainsAny: (text, values) => sql<boolean>`${column(text)} ?| ${listed(values, 'long_text')}`,
  jsonArrayIsEmpty: (text) => sql<boolean>`${column(text)} = '[]'::jsonb`,
  containsText: (text, wanted) => sql<boolean>`${column(text)} ILIKE ${`%${wanted}%`}`,
  likePattern: (text, pattern) => sql<boolean>`${column(text)} ILIKE ${pattern} ESCAPE '\\'`,
}
