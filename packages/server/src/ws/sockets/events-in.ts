import { setTimeout as delay } from 'node:timers/promises'
import { DatabaseUnavailable, Overloaded } from '@reeve/database'
import { compileParser, Event, type Json } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { takeInEvents } from '../../operations/events/take-in-events.ts'
import { parseContext } from '../../parse-context.ts'
import { type Connection, socket } from '../socket.ts'

/** Events that are stored together: more cost no less each, and hold other writers of SQLite up. */
const MAX_BATCH = 500
/** The first and the longest wait before another attempt to store, in milliseconds. */
const FIRST_RETRY_MS = 50
const LAST_RETRY_MS = 2_000
const INVALID_DATA = 1007

const readEvent = compileParser(Event)

/**
 * Takes in one event a message. A ping is answered when everything before it is stored; when that takes long the
 * client is not read from meanwhile. The first invalid event ends the connection; what came before it is kept. [G1]
 */
export const eventsIn = socket({
  path: '/events/in',
  pong: 'when-handled',
  async open(ctx, connection) {
    for await (const messages of connection.batches(MAX_BATCH)) {
      const { events, problem } = readEvents(ctx, messages)
      await store(ctx, connection, events)
      if (problem !== undefined) return connection.close(INVALID_DATA, `Invalid event: ${problem}`)
    }
  },
})

/** The events before the first message that is none, and what is wrong with that one. */
function readEvents(ctx: Context, messages: readonly Json[]): { events: Event[]; problem?: string } {
  const context = parseContext(ctx)
  const events: Event[] = []
  for (const message of messages) {
    const { value, issues } = readEvent(message, context)
    if (issues) return { events, problem: `${issues[0]?.loc.slice(1).join('.')}: ${issues[0]?.msg}` }
    events.push(value)
  }
  return { events }
}

/** Nothing that was received is dropped because the database is busy or away; the client waits. [G4] */
async function store(ctx: Context, connection: Connection, events: readonly Event[]): Promise<void> {
  for (let wait = FIRST_RETRY_MS; ; wait = Math.min(2 * wait, LAST_RETRY_MS)) {
    try {
      await takeInEvents(ctx, events)
      return
    } catch (err) {
      const mayPass = err instanceof Overloaded || err instanceof DatabaseUnavailable
      if (!mayPass || connection.ended.aborted) throw err
      ctx.log.warn({ err, events: events.length }, 'Events cannot be stored now; their sender waits')
      await delay(wait, undefined, { signal: connection.ended }).catch(() => {})
    }
  }
}
