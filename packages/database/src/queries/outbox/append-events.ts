import type { JsonObject } from '@reeve/wire'
import { defineBatch } from '../../batch.ts'
import type { Db } from '../../database.ts'

/** What one row holds at most, so that whoever expands rows has small pieces to choose from. */
const EVENTS_PER_ROW = 50
const CHARACTERS_PER_ROW = 250_000

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
export const appendEvents = (db: Db, events: readonly Readonly<JsonObject>[]): Promise<void> =>
  appendEventTexts(
    db,
    events.map((event) => JSON.stringify(event)),
  )

/** As `appendEvents`, for events that are JSON texts already. */
export async function appendEventTexts(db: Db, texts: readonly string[]): Promise<void> {
  await batch.execute(
    db,
    split(texts).map((row) => ({ body: `[${row.join(',')}]` })),
  )
}

function split(texts: readonly string[]): string[][] {
  const rows: string[][] = []
  let row: string[] | undefined
  let characters = 0
  for (const text of texts) {
    if (!row || row.length === EVENTS_PER_ROW || characters + text.length > CHARACTERS_PER_ROW) {
      row = []
      rows.push(row)
      characters = 0
    }
    row.push(text)
    characters += text.length
  }
  return rows
}
