import type { Db } from '@reeve/database'
import { appendEvents } from '@reeve/database/queries/outbox/append-events'
import type { JsonObject } from '@reeve/wire'
import type { Context } from '../context.ts'

/** What a change results in, and the events that tell of it. */
export interface Change<T> {
  readonly result: T
  readonly events: readonly JsonObject[]
}

/** Makes a change and notes its events in one transaction; after the commit, readers of events are woken. */
export async function writeWithEvents<T>(ctx: Context, work: (db: Db) => Promise<Change<T>>): Promise<T> {
  const { result, events } = await ctx.database.write(async (db) => {
    const change = await work(db)
    await appendEvents(db, change.events)
    return change
  })
  if (events.length > 0) ctx.broadcast.publish('outbox', null)
  return result
}
