import { type RawBuilder, sql } from 'kysely'
import type { Dialect } from '../dialect.ts'
import { intervalText } from './codec.ts'
import { durationFacts } from './durations.ts'

const listed = (values: readonly unknown[]) => sql`(SELECT value FROM json_each(${JSON.stringify(values)}))`

const column = (text: string): RawBuilder<unknown> => sql.raw(text)

const isAny = (text: string, position: number) => `${text} IN (SELECT value FROM json_each(?${position}))`

/** ISO 8601 in UTC, with `Z` or `+00:00` and with or without a fraction, as the text of an instant. */
function canonical(iso: string): string {
  const local = `rtrim(replace(${iso}, '+00:00', ''), 'Z')`
  return `(substr(${local}, 1, 10) || ' ' || substr(${local}, 12, 8) || '.' || substr(substr(${local}, 21) || '000000', 1, 6))`
}

/** More elements than this are looked for in one go: an expression may nest only so deep. */
const MAX_TRIED_ONE_BY_ONE = 20

/** Texts that JSON writes as they are, whoever wrote it: others may be escaped. */
const PLAIN = /^[ !#-[\]-~]*$/

/** A JSON array of strings has this element. Looking for its text first spares most rows the parsing. */
function holdsElement(text: string, element: string): RawBuilder<boolean> {
  const held = sql<boolean>`EXISTS (SELECT 1 FROM json_each(${column(text)}) AS held WHERE held.value = ${element})`
  return PLAIN.test(element)
    ? sql<boolean>`(instr(${column(text)}, ${`"${element}"`}) > 0 AND ${held})`
    : held
}

/** Microseconds since 1970; SQLite's own functions know milliseconds at most. */
const microsecondsOf = (instant: RawBuilder<unknown>) =>
  sql`(unixepoch(substr(${instant}, 1, 19)) * 1000000 + CAST(substr(${instant}, 21, 6) AS INTEGER))`

/** SQLite, as the reference uses it. */
export const sqlite: Dialect = {
  ...durationFacts,
  name: 'sqlite',
  parameter: (position) => `?${position}`,
  typedParameter: (position) => `?${position}`,
  now: "strftime('%Y-%m-%d %H:%M:%f000', 'now')",
  list: (values) => JSON.stringify(values),
  isAnyText: isAny,
  isAnyUuid: isAny,
  unindexed: (text) => `+${text}`,
  isNotDistinctFrom: 'IS',
  hasOneWriter: true,
  forUpdate: '',
  forUpdateOf: () => '',
  lockedInOrder: () => '',
  skipLocked: '',
  combinesChanges: false,
  joinsLaterally: false,
  intervalText,
  jsonText: (text, key) => `json_extract(${text}, '$.${key}')`,
  jsonInstant: (text, key) => canonical(`json_extract(${text}, '$.${key}')`),
  liftTimeLimit: 'SELECT 1',
  indexNames: "SELECT name FROM sqlite_master WHERE type = 'index'",
  inList: (text, values) => sql<boolean>`${column(text)} IN ${listed(values)}`,
  notInList: (text, values) => sql<boolean>`${column(text)} NOT IN ${listed(values)}`,
  ofMany: (predicate) => sql<boolean>`likelihood(${predicate}, 0.1)`,
  jsonArrayContainsAll: (text, values) =>
    values.length <= MAX_TRIED_ONE_BY_ONE
      ? sql<boolean>`(${sql.join([sql`1`, ...values.map((value) => holdsElement(text, value))], sql` AND `)})`
      : sql<boolean>`NOT EXISTS (SELECT 1 FROM json_each(${JSON.stringify(values)}) AS wanted
          WHERE wanted.value NOT IN (SELECT held.value FROM json_each(${column(text)}) AS held))`,
  jsonArrayContainsAny: (text, values) =>
    values.length <= MAX_TRIED_ONE_BY_ONE
      ? sql<boolean>`(${sql.join([sql`0`, ...values.map((value) => holdsElement(text, value))], sql` OR `)})`
      : sql<boolean>`EXISTS (SELECT 1 FROM json_each(${column(text)}) AS held WHERE held.value IN ${listed(values)})`,
  jsonArrayIsEmpty: (text) => sql<boolean>`json_array_length(${column(text)}) = 0`,
  containsText: (text, wanted) => sql<boolean>`${column(text)} LIKE ${`%${wanted}%`}`,
  startsWithText: (text, wanted) => sql<boolean>`${column(text)} LIKE ${`${wanted}%`}`,
  labelText: (text, key) =>
    sql`(SELECT label.value FROM json_each(${column(text)}) AS label WHERE label.key = ${key})`,
  microsecondsBetween: (start, end) => sql`(${microsecondsOf(end)} - ${microsecondsOf(start)})`,
  holdsText: (text, wanted) => sql<boolean>`instr(${column(text)}, ${wanted}) > 0`,
}
