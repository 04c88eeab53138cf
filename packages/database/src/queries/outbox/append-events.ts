import type { JsonObject } from '@reeve/wire'
import { defineBatch } from '../../batch.ts'
import type { Db } from '../../database.ts'

/** Most events in one row, so that whoever expands rows can bound its work by their number. */
const EVENTS_PER_ROW = 100

const batch = defineBatch<{ body: string }>({
  name: 'append-events',
  columns: { body: 'text' },
  steps: {
    rows: (dialect) => `
      INSERT INTO reeve_outbox (kind, body, created) SELECT 'events', body, ${dialect.now} FROM input`,
  },
})

/**
 * Notes complete events, in wire form with the time they were received, in the outbox: compact rows that are
 * expanded later, because storing an event at once costs as much as the change that caused it. [G2]
 */
export async function appendEvents(db: Db, events: readonly Readonly<JsonObject>[]): Promise<void> {
  const rows: { body: string }[] = []
  for (let start = 0; start < events.length; start += EVENTS_PER_ROW) {
    rows.push({ body: JSON.stringify(events.slice(start, start + EVENTS_PER_ROW)) })
  }
  await batch.execute(db, rows)
}
