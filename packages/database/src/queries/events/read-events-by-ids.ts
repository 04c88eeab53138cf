import { type Instant, type JsonObject, printInstant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'
import type { Resource, StoredEvent } from './insert-events.ts'

interface Row {
  id: string
  occurred: Instant
  received: Instant
  event: string
  resource: Resource
  related: Resource[]
  payload: JsonObject
  follows: string | null
}

const statement: Statement = {
  name: 'read-events-by-ids',
  text: (dialect) => `
    SELECT id, occurred, received, event, resource, related, payload, follows FROM events
    WHERE ${dialect.isAnyUuid('id', 1)}`,
}

/** The events with these ids in wire form, in the order of the ids; those that do not exist are absent. */
export async function readEventsByIds(db: Db, ids: readonly string[]): Promise<StoredEvent[]> {
  if (ids.length === 0) return []
  const rows = await db.run<Row>(statement, [db.dialect.list(ids)])
  const byId = new Map(rows.map((row) => [row.id, toEvent(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

const toEvent = (row: Row): StoredEvent => ({
  ...row,
  occurred: printInstant(row.occurred),
  received: printInstant(row.received),
})
