import type { Occurrence } from '@reeve/core/events'
import type { Db } from '@reeve/database'
import { appendEvents } from '@reeve/database/queries/outbox/append-events'
import { type Event, type JsonObject, printInstant } from '@reeve/wire'
import type { Context } from '../context.ts'

/** What a change results in, and the events that tell of it. */
export interface Change<T> {
  readonly result: T
  readonly events: readonly Event[]
}

/** Makes a change and notes its events in one transaction; after the commit, readers of events are woken. */
export async function writeWithEvents<T>(ctx: Context, work: (db: Db) => Promise<Change<T>>): Promise<T> {
  const { result, events } = await ctx.database.write(async (db) => {
    const change = await work(db)
    await appendEvents(db, change.events.map(receivedAsItOccurred))
    return change
  })
  if (events.length > 0) ctx.broadcast.publish('outbox', null)
  return result
}

/** An event in the form in which the outbox holds it. */
function receivedAsItOccurred(event: Event): JsonObject {
  const occurred = printInstant(event.occurred)
  return { ...event, occurred, received: occurred }
}

/** An event that occurs now. */
export const occurrence = ({ ids, clock }: Context): Occurrence => ({ id: ids.next(), occurred: clock.now() })
