import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { type Database, openDatabase } from '@reeve/database'
import type { FastifyInstance } from 'fastify'
import pino, { type Logger } from 'pino'
import { type Broadcast, LocalBroadcast, replicaBroadcast } from './broadcast.ts'
import type { Clock, Context, Ids } from './context.ts'
import { buildApp } from './http/app.ts'
import { apiBase } from './http/pages.ts'
import { rereadFrom } from './replicas.ts'
import { boundRoutes } from './routes/index.ts'
import { pages } from './routes/pages.ts'
import { services } from './services/index.ts'
import { startServices } from './services/loop.ts'
import type { Service } from './services/service.ts'
import { databaseOptions, type Settings } from './settings.ts'
import { systemClock, systemIds } from './system.ts'
import { openHub } from './ws/hub.ts'
import { boundSockets } from './ws/index.ts'

/** How soon a stopping server closes a connection after its last answer. */
const SWEEP_MS = 20

/** How a server is run. */
export interface ServerOptions {
  readonly settings: Settings
  /** The SQLite file for settings that name no database. */
  readonly databaseFile: string
  /** Default: JSON lines on the standard error, from the level of the settings on. */
  readonly log?: Logger
  /** Default: the time of this machine. */
  readonly clock?: Clock
  /** Default: random. */
  readonly ids?: Ids
  /** The services to run. Default: all that the settings switch on. */
  readonly services?: readonly Service[]
}

/** A server at work. */
export interface RunningServer {
  /** Scheme, host and port: `http://127.0.0.1:4200`. */
  readonly url: string
  /** Where the API is: the URL with the base path. */
  readonly apiUrl: string
  readonly context: Context
  /** Answers what it has, asks sockets to connect again, ends the services, closes the database. */
  close(): Promise<void>
}

/** The server cannot listen at its address. */
export class CannotListen extends Error {
  readonly code: string
  constructor(host: string, port: number, cause: NodeJS.ErrnoException) {
    super(`Cannot listen on ${host}:${port}: ${reasonOf(cause)}`, { cause })
    this.code = cause.code ?? ''
  }
}

/**
 * Starts a server: opens the database, listens, starts the services. Throws CannotListen, DatabaseRefused or
 * MalformedSetting, and then leaves nothing running.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { settings, databaseFile, clock = systemClock(), ids = systemIds } = options
  const log = options.log ?? openLog(settings)
  await probe(settings)
  const database = await openDatabase(databaseOptions(settings, databaseFile))
  try {
    const broadcast = await openBroadcast(database, { log, ids })
    const context: Context = { database, clock, ids, broadcast, settings, log }
    return await run(context, options.services ?? services)
  } catch (error) {
    await database.close()
    throw error
  }
}

async function run(context: Context, chosen: readonly Service[]): Promise<RunningServer> {
  const { database, settings } = context
  const app = await buildApp(context, boundRoutes, pages(settings, boundRoutes))
  const hub = openHub(context, app.server, boundSockets)
  const url = await listen(app, settings)
  const loop = startServices(context, chosen)
  return {
    url,
    apiUrl: url + apiBase(settings),
    context,
    async close() {
      await Promise.all([closeWithin(app, settings['reeve.shutdown_seconds']), hub.close()])
      await loop.stop()
      await database.close()
    },
  }
}

/** Finds out that the address is taken before anything is made or changed. */
async function probe({ 'server.api.host': host, 'server.api.port': port }: Settings): Promise<void> {
  const listener = createServer().listen({ host, port })
  try {
    await once(listener, 'listening')
  } catch (cause) {
    throw new CannotListen(host, port, cause as NodeJS.ErrnoException)
  }
  listener.close()
  await once(listener, 'close')
}

async function listen(app: FastifyInstance, settings: Settings): Promise<string> {
  const { 'server.api.host': host, 'server.api.port': port } = settings
  try {
    await app.listen({ host, port })
  } catch (cause) {
    await app.close()
    throw new CannotListen(host, port, cause as NodeJS.ErrnoException)
  }
  const address = app.server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`
}

/** Lets running requests end, then cuts off the connections of those that take too long. */
async function closeWithin(app: FastifyInstance, seconds: number): Promise<void> {
  // Clients keep a connection open after its last answer; nobody else tells them that there will be no other.
  const sweeper = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS)
  const timer = setTimeout(() => app.server.closeAllConnections(), seconds * 1000)
  await app.close()
  clearTimeout(timer)
  clearInterval(sweeper)
}

function openBroadcast(
  database: Database,
  { log, ids }: Pick<Context, 'log' | 'ids'>,
): Promise<Broadcast> | Broadcast {
  const { notifications } = database
  if (notifications === null) return new LocalBroadcast(log)
  return replicaBroadcast({ notifications, reread: rereadFrom(database), log, replica: ids.next() })
}

const LEVELS = { DEBUG: 'debug', INFO: 'info', WARNING: 'warn', ERROR: 'error', CRITICAL: 'fatal' } as const

const openLog = (settings: Settings): Logger =>
  pino({ level: LEVELS[settings['server.logging_level']], base: null }, pino.destination(2))

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'EADDRINUSE':
      return 'another program listens there. Stop it, or choose another port with --port.'
    case 'EACCES':
      return 'this user may not. Choose a port from 1024 on with --port.'
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'this machine has no such address. Choose another with --host.'
    default:
      return message
  }
}
