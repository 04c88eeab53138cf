import type { Json } from '@reeve/wire'
import type { Context } from '../context.ts'

/** An open socket, after its handshake. */
export interface Connection {
  /** The parameters in its path. */
  readonly params: Readonly<Record<string, string>>
  /** What the client sends, one message at a time. Ends when the client is gone or the server stops. */
  readonly messages: AsyncIterable<Json>
  /** What the client sends, all that has arrived since the last batch, at most this many messages at a time. */
  batches(limit: number): AsyncIterable<readonly Json[]>
  /** Resolves when the message is on its way, so that awaiting it slows a sender down to its reader. */
  send(message: Json): Promise<void>
  close(code: number, reason: string): void
  /** Aborted when the client is gone or the server stops. */
  readonly ended: AbortSignal
}

/**
 * When the ping of a client is answered. `when-handled`: after everything received before it was handled, which is
 * when the iterator is asked for what comes next; clients drop their copies at the pong. `at-once`: for sockets
 * that read little and send much.
 */
export type PongPolicy = 'when-handled' | 'at-once'

/** A socket with what serves it. */
export interface BoundSocket {
  /** Below the API root, with `{name}` for parameters. */
  readonly path: string
  readonly pong: PongPolicy
  /** Clients must authenticate, whether or not the server asks for it; every failure is closed with this reason. */
  readonly unauthenticated?: string
  /** Serves a connection; it is closed with 1000 when this resolves, with 1011 if it throws. */
  open(ctx: Context, connection: Connection): Promise<void>
}

/** Declares a socket. */
export const socket = (definition: BoundSocket): BoundSocket => definition
