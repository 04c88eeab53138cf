import { readEvents } from '@reeve/database/queries/events/read-events'
import {
  addSeconds,
  compileParser,
  EventFilter,
  type Json,
  type JsonObject,
  printInstant,
  type ReceivedEvent,
} from '@reeve/wire'
import type { Context } from '../../context.ts'
import { matchesEvent } from '../../events/event-match.ts'
import { catchUpWithOutbox } from '../../operations/events/catch-up-with-outbox.ts'
import { parseContext } from '../../parse-context.ts'
import { Backlog } from '../backlog.ts'
import { type Connection, socket } from '../socket.ts'

const PROTOCOL_ERROR = 1002

/** Events that wait for one reader at most, as many as the reference lets wait. */
const MAX_WAITING_EVENTS = 256

const parseFilter = compileParser(EventFilter)

/** What a client wants to hear. */
interface Subscription {
  readonly filter: EventFilter
  /** Whether stored events come first. */
  readonly backfill: boolean
}

/** Stored events that match the client's filter, oldest first, then those that come, each once. */
export const eventsOut = socket({
  path: '/events/out',
  pong: 'at-once',
  async open(ctx, connection) {
    const first = await connection.messages[Symbol.asyncIterator]().next()
    if (first.done) return
    const subscription = readSubscription(ctx, first.value)
    if (typeof subscription === 'string') return connection.close(PROTOCOL_ERROR, subscription)
    const { filter, backfill } = subscription
    const backlog = new Backlog<JsonObject>(MAX_WAITING_EVENTS)
    const stop = ctx.settings['server.events.stream_out_enabled']
      ? ctx.broadcast.subscribe('events', (events) =>
          backlog.add(events.filter((event) => matchesEvent(filter, event))),
        )
      : () => {}
    try {
      const sent = backfill ? await sendStored(ctx, connection, filter) : new Set<string>()
      for await (const event of backlog.drain(connection.ended)) {
        if (!sent.delete(event.id as string)) await sendEvent(connection, event)
      }
    } finally {
      stop()
    }
  },
})

/** What the client's first message asks for, or what is wrong with it. */
function readSubscription(ctx: Context, message: Json): Subscription | string {
  const { type, filter: given = null, backfill = true } = fieldsOf(message)
  if (type !== 'filter') return "Expected 'filter' message"
  const { value, issues } = parseFilter(given, parseContext(ctx))
  if (issues) return `Invalid filter: ${issues[0]?.loc.slice(1).join('.')}: ${issues[0]?.msg}`
  return { filter: bounded(ctx, value), backfill: Boolean(backfill) }
}

const fieldsOf = (message: Json): JsonObject =>
  typeof message === 'object' && message !== null && !Array.isArray(message) ? message : {}

/** A socket looks back only so far, and tells events in the order in which they occurred. */
function bounded({ clock, settings }: Context, filter: EventFilter): EventFilter {
  const earliest = addSeconds(clock.now(), -settings['server.events.maximum_websocket_backfill'])
  const occurred =
    filter.occurred.since > earliest ? filter.occurred : { ...filter.occurred, since: earliest }
  return { ...filter, order: 'ASC', occurred }
}

/** Sends what is stored, and returns which events that was. */
async function sendStored(ctx: Context, connection: Connection, filter: EventFilter): Promise<Set<string>> {
  const limit = ctx.settings['server.events.websocket_backfill_page_size']
  const sent = new Set<string>()
  await catchUpWithOutbox(ctx)
  for (let offset = 0; !connection.ended.aborted; offset += limit) {
    const events = await readEvents(ctx.database.reader, { filter, limit, offset })
    for (const event of events) {
      if (sent.has(event.id)) continue
      sent.add(event.id)
      await sendEvent(connection, printEvent(event))
    }
    if (events.length < limit) break
  }
  return sent
}

const printEvent = (event: ReceivedEvent): JsonObject => ({
  ...(event as unknown as JsonObject),
  occurred: printInstant(event.occurred),
  received: printInstant(event.received),
})

const sendEvent = (connection: Connection, event: JsonObject) => connection.send({ type: 'event', event })
