import type { EventFilter, Instant } from '@reeve/wire'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../database.ts'
import { selectsEvents } from '../../filters/events.ts'

/** How many events the filter lets through, or how many resources they are about. [G7, G8] */
export async function countEvents(db: Db, filter: EventFilter): Promise<number> {
  const counted = filter.resource?.distinct ? sql`count(DISTINCT events.resource_id)` : sql`count(*)`
  const query = sql<{ count: number }>`
    SELECT ${counted} AS count FROM events WHERE ${selectsEvents(db.dialect, filter)}`
  const [row] = await db.execute(query.compile(db.sql))
  return Number(row?.count ?? 0)
}

/** Spans of time of one length that follow each other. */
export interface EventSpans {
  readonly start: Instant
  readonly microseconds: bigint
}

/** How many events occurred in each span, by its position from 0; spans of none are absent. [G12] */
export async function countEventsByTime(
  db: Db,
  filter: EventFilter,
  { start, microseconds }: EventSpans,
): Promise<ReadonlyMap<number, number>> {
  const { dialect } = db
  const since = dialect.microsecondsBetween(dialect.instant(start), sql.ref('events.occurred'))
  const query = sql<{ bucket: number; count: number }>`
    SELECT bucket, count(*) AS count
    FROM (SELECT ${since} / ${sql.raw(String(microseconds))} AS bucket FROM events
      WHERE ${selectsEvents(dialect, filter)}) AS placed
    GROUP BY bucket`
  const rows = await db.execute(query.compile(db.sql))
  return new Map(rows.map(({ bucket, count }) => [Number(bucket), Number(count)]))
}

/** How many events there are of one name or about one resource. */
export interface EventCountRow {
  readonly value: string
  readonly label: string
  readonly count: number
  readonly start_time: Instant
  readonly end_time: Instant
}

/** Counts events by their name, the most frequent first. [G11] */
export const countEventsByName = (db: Db, filter: EventFilter): Promise<EventCountRow[]> =>
  countBy(db, filter, { value: sql.ref('events.event'), label: sql.ref('events.event') })

/** Counts events by the resource that they are about, under its newest name, the most frequent first. [G11] */
export function countEventsByResource(db: Db, filter: EventFilter): Promise<EventCountRow[]> {
  const id = sql.ref('events.resource_id')
  const name = (key: string) => db.dialect.labelText('events.resource', key)
  const label = sql`coalesce(${name('prefect.resource.name')}, ${name('prefect.name')}, ${id})`
  return countBy(db, filter, { value: id, label })
}

type Sql = RawBuilder<unknown>

async function countBy(
  db: Db,
  filter: EventFilter,
  { value, label }: { value: Sql; label: Sql },
): Promise<EventCountRow[]> {
  const query = sql<EventCountRow>`
    SELECT value, label, sum(number) AS count, min(oldest) AS start_time, max(latest) AS end_time
    FROM (
      SELECT value, number, oldest, latest,
        first_value(label) OVER (PARTITION BY value ORDER BY latest DESC) AS label
      FROM (
        SELECT value, label, count(*) AS number, min(occurred) AS oldest, max(occurred) AS latest
        FROM (SELECT ${value} AS value, ${label} AS label, events.occurred AS occurred FROM events
          WHERE ${selectsEvents(db.dialect, filter)}) AS labelled
        GROUP BY value, label
      ) AS counted
    ) AS named
    GROUP BY value, label ORDER BY count DESC, label`
  const rows = await db.execute(query.compile(db.sql), KINDS)
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

const KINDS = { value: 'text', label: 'text', start_time: 'instant', end_time: 'instant' } as const
