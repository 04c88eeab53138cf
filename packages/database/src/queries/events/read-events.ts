import type { EventFilter, ReceivedEvent } from '@reeve/wire'
import { sql } from 'kysely'
import type { Db } from '../../database.ts'
import { selectsEvents } from '../../filters/events.ts'
import { type Cut, selectRowsOfPage } from '../../filters/page.ts'
import type { Predicate } from '../../filters/predicate.ts'

/** Which events to read; of those about one resource only the first in the order, if the filter says so. [G7] */
export interface EventSelection extends Cut {
  readonly filter: EventFilter
}

const COLUMNS = `events.id, events.occurred, events.event, events.resource, events.related, events.payload,
  events.follows, events.received`

const ORDERS = {
  ASC: 'events.occurred ASC, events.id ASC',
  DESC: 'events.occurred DESC, events.id DESC',
} as const

/** Reads a page of events by when they occurred. [G4-G9] */
export function readEvents(db: Db, { filter, limit, offset }: EventSelection): Promise<ReceivedEvent[]> {
  const orderBy = ORDERS[filter.order]
  const selected = selectsEvents(db.dialect, filter)
  const where = filter.resource?.distinct ? isFirstOfResource(selected, orderBy) : selected
  const most = filter.id.id && filter.id.id.length > 0 ? filter.id.id.length : limit
  const page = { table: 'events', where, orderBy, limit: Math.min(limit, most), offset }
  const query = selectRowsOfPage<ReceivedEvent>(page, { columns: COLUMNS, joins: '' })
  return db.execute(query.compile(db.sql))
}

const isFirstOfResource = (selected: Predicate, orderBy: string): Predicate =>
  sql<boolean>`events.id IN (SELECT ranked.id FROM (
    SELECT events.id AS id, row_number() OVER (PARTITION BY events.resource_id ORDER BY ${sql.raw(orderBy)}) AS place
    FROM events WHERE ${selected}) AS ranked WHERE ranked.place = 1)`
