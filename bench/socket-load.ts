import { once } from 'node:events'
import { WebSocket } from 'ws'

/*
 * Events over the socket: so many messages and then a ping, whose pong says that they are stored. One such group
 * is one call.
 */

/** Sends one group of messages and resolves at the pong. */
export interface SocketClient {
  send(messages: readonly string[]): Promise<void>
  close(): void
}

/** Connects to the events socket of a server. */
export async function connectSocket(url: string): Promise<SocketClient> {
  const socket = new WebSocket(url)
  await once(socket, 'open')
  return {
    async send(messages) {
      for (const message of messages) socket.send(message)
      const pong = once(socket, 'pong')
      socket.ping()
      await pong
    },
    close: () => socket.close(),
  }
}
