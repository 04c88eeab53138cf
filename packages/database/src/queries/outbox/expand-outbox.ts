import type { Instant, Json, JsonObject } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { insertEvents, type StoredEvent } from '../events/insert-events.ts'
import { takeOutbox } from './take-outbox.ts'

/** Makes events of a row's body, in wire form with the time they were received. */
export type EventBuilder = (body: Json) => readonly Readonly<JsonObject>[]

/** How the outbox is expanded. */
export interface Expansion {
  /** Most rows to expand at once. */
  readonly limit: number
  /** What builds the events of each kind of row; rows of other kinds stay. */
  readonly builders: Readonly<Record<string, EventBuilder>>
  readonly now: Instant
  readonly newId: () => string
  /** Told which rows were taken before they are expanded, so that a failure can be traced to them. */
  readonly onTaken?: (seqs: readonly number[]) => void
}

/** What the builders of kinds add to: rows that hold complete events. */
export const completeEvents: EventBuilder = (body) => body as JsonObject[]

/**
 * Moves the oldest rows of the outbox into `events` and `event_resources`; events that are there already are left
 * as they are. Any number of servers may do so at once. Returns how many rows were moved. [G2]
 */
export async function expandOutbox(db: Db, expansion: Expansion): Promise<number> {
  const { limit, builders, now, newId, onTaken } = expansion
  const rows = await takeOutbox(db, Object.keys(builders), limit)
  onTaken?.(rows.map(({ seq }) => seq))
  const events = rows.flatMap(({ kind, body }) => (builders[kind] as EventBuilder)(JSON.parse(body) as Json))
  await insertEvents(db, events as unknown as readonly StoredEvent[], { now, newId })
  return rows.length
}
