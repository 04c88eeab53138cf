import { type Json, type JsonObject, printInstant } from '@reeve/wire'
import type { Context } from '../../context.ts'
import type { Connection } from '../socket.ts'

/** Why the channel of a worker is closed, with the code that goes with it. */
const CLOSINGS = {
  authorization_failed: 1008,
  unsupported_version: 1008,
  protocol_error: 1002,
  heartbeat_persistence_failed: 1011,
} as const

/** Why the channel of a worker is closed. */
export type Closing = keyof typeof CLOSINGS

/** Closes the channel of a worker. */
export const closeChannel = (connection: Connection, reason: Closing): void =>
  connection.close(CLOSINGS[reason], reason)

/** A message on the channel of a worker. */
export const frame = (ctx: Context, type: string, payload: JsonObject): JsonObject => ({
  type,
  id: ctx.ids.next(),
  sent_at: printInstant(ctx.clock.now()),
  payload,
})

/** The type of a message; undefined if it is no object. */
export const typeOf = (message: Json): Json | undefined =>
  typeof message === 'object' && message !== null && !Array.isArray(message) ? message.type : undefined
