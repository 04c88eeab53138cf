import { type Instant, parseJson, secondsBetween } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { insertEvents, type StoredEvent } from '../events/insert-events.ts'
import { takeOutbox } from './take-outbox.ts'

/** Makes events of a row's body, in wire form with the time they were received. */
export type EventBuilder = (body: unknown) => readonly StoredEvent[]

/** How the outbox is expanded. */
export interface Expansion {
  /** About how much of the outbox to expand at once; one row at least. */
  readonly bytes: number
  /** What builds the events of each kind of row; rows of other kinds stay. */
  readonly builders: Readonly<Record<string, EventBuilder>>
  readonly now: Instant
  readonly newId: () => string
  /** Told which rows were taken before they are expanded, so that a failure can be traced to them. */
  readonly onTaken?: (seqs: readonly number[]) => void
}

/** What was expanded. */
export interface Expanded {
  readonly rows: number
  /** For how many seconds the oldest of them had waited. */
  readonly lag: number
  /** Whether there may be more to expand. */
  readonly isPart: boolean
  /** The events that were new, in the order of their rows. */
  readonly events: readonly StoredEvent[]
}

/**
 * Moves the oldest rows of the outbox into `events` and `event_resources`; events that are there already are left
 * as they are. Any number of servers may do so at once. [G2]
 */
export async function expandOutbox(db: Db, expansion: Expansion): Promise<Expanded> {
  const { bytes, builders, now, newId, onTaken } = expansion
  const { rows: taken, isPart } = await takeOutbox(db, Object.keys(builders), bytes)
  onTaken?.(taken.map(({ seq }) => seq))
  const built = taken.flatMap(({ kind, body }) => (builders[kind] as EventBuilder)(parseJson(body)))
  const events = await insertEvents(db, built, { now, newId })
  const [oldest] = taken
  const lag = oldest ? Math.max(0, secondsBetween(oldest.created, now)) : 0
  return { rows: taken.length, lag, isPart, events }
}
