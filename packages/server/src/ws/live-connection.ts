import { type Json, parseJson } from '@reeve/wire'
import type { WebSocket } from 'ws'
import { Inbox } from './inbox.ts'
import type { Connection, PongPolicy } from './socket.ts'

/** Why a connection ended: the client is gone, or the server stops. */
export type EndReason = 'gone' | 'stopping'

/** Text of a close frame, in bytes. */
const MAX_REASON_BYTES = 123

/** A connection on a WebSocket of the `ws` library. */
export class LiveConnection implements Connection {
  readonly params: Readonly<Record<string, string>>
  private readonly socket: WebSocket
  private readonly inbox: Inbox
  private readonly ending = new AbortController()

  constructor(socket: WebSocket, params: Readonly<Record<string, string>>, pong: PongPolicy) {
    this.socket = socket
    this.params = params
    this.inbox = new Inbox({
      pong: (data) => this.sendPong(data),
      pause: () => socket.pause(),
      resume: () => socket.resume(),
    })
    socket.on('message', (data) => this.receive(String(data)))
    socket.on('ping', (data) => (pong === 'at-once' ? this.sendPong(data) : this.inbox.ping(data)))
    socket.on('close', () => this.end('gone'))
  }

  get ended(): AbortSignal {
    return this.ending.signal
  }

  get endReason(): EndReason | undefined {
    return this.ended.aborted ? this.ended.reason : undefined
  }

  get messages(): AsyncIterable<Json> {
    return this.inbox.messages()
  }

  batches(limit: number): AsyncIterable<readonly Json[]> {
    return this.inbox.batches(limit)
  }

  send(message: Json): Promise<void> {
    if (this.socket.readyState !== this.socket.OPEN) return Promise.resolve()
    return new Promise((resolve) => this.socket.send(JSON.stringify(message), () => resolve()))
  }

  close(code: number, reason: string): void {
    this.socket.close(code, truncate(reason))
  }

  /** Takes no more messages; what has come can still be read. */
  end(reason: EndReason): void {
    if (!this.ended.aborted) this.ending.abort(reason)
    this.inbox.end()
  }

  private receive(text: string): void {
    if (this.ended.aborted) return
    try {
      this.inbox.message(parseJson(text) as Json, text.length)
    } catch {
      this.close(1007, 'Cannot read the message as JSON')
      this.end('gone')
    }
  }

  private sendPong(data: Buffer): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.pong(data)
  }
}

/** As much of a text as fits a close frame, cut between characters. */
function truncate(reason: string): string {
  let cut = reason
  while (Buffer.byteLength(cut) > MAX_REASON_BYTES) cut = cut.slice(0, -1)
  return cut.toWellFormed()
}
