import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Context } from '../context.ts'
import { pathOf } from '../http/guard.ts'
import { apiBase } from '../http/pages.ts'
import { authenticate, mayUpgrade, SUBPROTOCOL } from './handshake.ts'
import { keepAlive } from './heartbeat.ts'
import { LiveConnection } from './live-connection.ts'
import type { BoundSocket } from './socket.ts'

const NORMAL = 1000
const INTERNAL_ERROR = 1011
/** Clients of the reference connect again after this code; after 1000 and 1001 some do not. */
const SERVICE_RESTART = 1012
/** How long a client may take to answer a closing. */
const GOODBYE_MS = 1000

/** All sockets of a server. */
export interface Hub {
  /**
   * Takes no more, lets handlers finish what has come, closes every socket so that clients connect again. Cuts off
   * what takes longer than the settings allow.
   */
  close(): Promise<void>
}

interface Match {
  readonly bound: BoundSocket
  readonly params: Record<string, string>
}

/** Serves sockets on an HTTP server's upgrades. */
export function openHub(ctx: Context, server: Server, sockets: readonly BoundSocket[]): Hub {
  const { settings } = ctx
  const authString = settings['server.api.auth_string']
  const heartbeat = {
    intervalSeconds: settings['server.api.websocket_ping_interval'],
    timeoutSeconds: settings['server.api.websocket_ping_timeout'],
  }
  const upgrader = new WebSocketServer({
    noServer: true,
    autoPong: false,
    maxPayload: settings['reeve.body_limit_bytes'],
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  })
  const match = matcher(apiBase(settings), sockets)
  const running = new Map<LiveConnection, Promise<void>>()

  const accept = (socket: WebSocket, { bound, params }: Match) => {
    socket.on('error', (err) => ctx.log.debug({ err, path: bound.path }, 'A socket broke'))
    keepAlive(socket, heartbeat)
    const connection = new LiveConnection(socket, params, bound.pong)
    const done = run(ctx, { bound, connection, needsAuth: socket.protocol === SUBPROTOCOL, authString })
    running.set(
      connection,
      done.finally(() => running.delete(connection)),
    )
  }

  server.on('upgrade', (request, stream, head) => {
    const found = match(pathOf(request.url ?? ''))
    if (!found) return refuse(stream)
    const offered = offeredBy(request)
    const mustSpeak = found.bound.unauthenticated !== undefined && !offered.has(SUBPROTOCOL)
    if (mustSpeak || !mayUpgrade(offered, authString)) return refuse(stream)
    upgrader.handleUpgrade(request, stream, head, (socket) => accept(socket, found))
  })

  return {
    async close() {
      server.removeAllListeners('upgrade')
      server.on('upgrade', (_request, stream) => refuse(stream))
      for (const connection of running.keys()) connection.end('stopping')
      await atMost(settings['reeve.shutdown_seconds'], Promise.all(running.values()))
      await goodbye(upgrader.clients)
    },
  }
}

interface Run {
  readonly bound: BoundSocket
  readonly connection: LiveConnection
  readonly needsAuth: boolean
  readonly authString: string | null
}

async function run(ctx: Context, { bound, connection, needsAuth, authString }: Run): Promise<void> {
  try {
    if (needsAuth && !(await authenticate(connection, authString, bound.unauthenticated))) return
    await bound.open(ctx, connection)
    if (connection.endReason === 'stopping') connection.close(SERVICE_RESTART, 'The server restarts')
    else connection.close(NORMAL, '')
  } catch (err) {
    ctx.log.error({ err, path: bound.path }, 'A socket ended with an error')
    connection.close(INTERNAL_ERROR, 'Internal error')
  } finally {
    connection.end('gone')
  }
}

/** Waits for a promise, but no longer than this. */
async function atMost(seconds: number, promise: Promise<unknown>): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, seconds * 1000)
  await Promise.race([promise, over])
  clearTimeout(timer)
}

/** Waits for the clients' answers to the closing; cuts off those that give none in time. */
async function goodbye(clients: ReadonlySet<WebSocket>): Promise<void> {
  const closed = [...clients].map((client) => new Promise((resolve) => client.once('close', resolve)))
  const timer = setTimeout(() => {
    for (const client of clients) client.terminate()
  }, GOODBYE_MS)
  await Promise.all(closed)
  clearTimeout(timer)
}

/** Finds the socket of a path. */
function matcher(base: string, sockets: readonly BoundSocket[]): (path: string) => Match | undefined {
  const entries = sockets.map((bound) => {
    const source = (base + bound.path).replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')
    return { bound, pattern: new RegExp(`^${source}$`) }
  })
  return (path) => {
    for (const { bound, pattern } of entries) {
      const found = pattern.exec(path)
      if (found) return { bound, params: decode(found.groups ?? {}) }
    }
    return undefined
  }
}

function decode(groups: Record<string, string>): Record<string, string> {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)]))
  } catch {
    return groups
  }
}

const offeredBy = ({ headers }: IncomingMessage): ReadonlySet<string> =>
  new Set((headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim()))

function refuse(stream: Duplex): void {
  stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
}
