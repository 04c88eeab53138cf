import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type DatabaseKind,
  type ManualClock,
  manualClock,
  sequentialIds,
  useDatabaseForEach,
} from '@reeve/testkit'
import type { Json, JsonObject } from '@reeve/wire'
import pino from 'pino'
import { afterEach, beforeEach } from 'vitest'
import { WebSocket } from 'ws'
import { LocalBroadcast } from '../broadcast.ts'
import type { Context } from '../context.ts'
import { type Settings, settingsWith } from '../settings.ts'
import { openHub } from './hub.ts'
import type { BoundSocket } from './socket.ts'

/** A client that keeps what it receives. */
export interface TestClient {
  readonly received: readonly JsonObject[]
  /** The code and reason with which the connection was closed, once it was. */
  readonly closed: Promise<[number, string]>
  /** Sends a value as JSON, a text as it is. */
  send(message: Json): void
  /** The message after those that `next` returned before. */
  next(): Promise<JsonObject>
  /** Resolves when everything sent so far is handled. */
  pong(): Promise<void>
  /** Goes away without a word. */
  vanish(): void
}

/** Sockets over one database for each test, with a clock that the test moves. */
export interface Sockets {
  readonly ctx: Context
  readonly clock: ManualClock
  /** Connects, under a subprotocol if one is given. */
  connect(path: string, subprotocol?: string): Promise<TestClient>
  /** Closes the sockets as a server does that stops. */
  stop(): Promise<void>
}

/** Serves these sockets over a database of its own for each test: `const sockets = useSockets(kind, [one])`. */
export function useSockets(
  kind: DatabaseKind,
  bound: readonly BoundSocket[],
  settings: Partial<Settings> = {},
): () => Sockets {
  const database = useDatabaseForEach(kind)
  let open: { sockets: Sockets; close: () => Promise<void> } | undefined
  beforeEach(async () => {
    if (kind.missing !== undefined) return
    const log = pino({ level: 'silent' })
    const clock = manualClock()
    const base = { database: database(), clock, ids: sequentialIds(), settings: settingsWith(settings), log }
    open = await serve({ ...base, broadcast: new LocalBroadcast(log) }, clock, bound)
  })
  afterEach(() => open?.close())
  return () => {
    if (!open) throw new Error('The sockets of a suite are there only while its tests run')
    return open.sockets
  }
}

async function serve(ctx: Context, clock: ManualClock, bound: readonly BoundSocket[]) {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const hub = openHub(ctx, server, bound)
  const clients: TestClient[] = []
  const { port } = server.address() as AddressInfo
  return {
    sockets: {
      ctx,
      clock,
      stop: () => hub.close(),
      async connect(path: string, subprotocol?: string) {
        const client = await connectTo(`ws://127.0.0.1:${port}/api${path}`, subprotocol)
        clients.push(client)
        return client
      },
    },
    async close() {
      for (const client of clients) client.vanish()
      await hub.close()
      server.close()
    },
  }
}

/** Connects a client to a URL, under a subprotocol if one is given. */
export async function connectTo(url: string, subprotocol?: string): Promise<TestClient> {
  const client = new WebSocket(url, subprotocol ? [subprotocol] : [])
  const wrapped = wrap(client)
  await once(client, 'open')
  return wrapped
}

function wrap(client: WebSocket): TestClient {
  const received: JsonObject[] = []
  let taken = 0
  let wake = () => {}
  client.on('error', () => {})
  client.on('message', (data) => {
    received.push(JSON.parse(String(data)))
    wake()
  })
  return {
    received,
    closed: new Promise((resolve) => client.once('close', (code, reason) => resolve([code, String(reason)]))),
    send: (message) => client.send(typeof message === 'string' ? message : JSON.stringify(message)),
    async next() {
      while (received.length <= taken) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      return received[taken++] as JsonObject
    },
    async pong() {
      client.ping()
      await once(client, 'pong')
    },
    vanish: () => client.terminate(),
  }
}
