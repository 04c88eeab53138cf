import type { JsonObject } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { appendRows } from './append-rows.ts'

/** What one row holds at most, so that whoever expands rows has small pieces to choose from. */
const EVENTS_PER_ROW = 25
const CHARACTERS_PER_ROW = 250_000

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
export const appendEventTexts = (db: Db, texts: readonly string[]): Promise<void> =>
  appendRows(db, {
    kind: 'events',
    bodies: split(texts).map((row) => `[${row.join(',')}]`),
  })

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
