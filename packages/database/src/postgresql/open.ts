import { readFileSync } from 'node:fs'
import pg from 'pg'
import { DatabaseRefused } from '../errors.ts'
import { type Found, refuseUnknown } from '../refusals.ts'
import { createEverything, createOwnTables, OWN_VERSION } from '../schema/create.ts'
import type { IndexSet } from '../schema/indexes.ts'
import type { PostgresqlServer } from '../url.ts'
import { types } from './codec.ts'
import { PostgresqlDatabase } from './database.ts'

/** How a PostgreSQL database is used. */
export interface PostgresqlOptions {
  /** Connections at most, from 2 on; two fifths of them serve long reads. Default 10. */
  readonly poolSize?: number
  /** How long a statement may take before it is given up. Default 30,000; 0 is for ever. */
  readonly statementTimeoutMs?: number
  /** How long to wait for a connection. Default 10,000. */
  readonly connectTimeoutMs?: number
  /** What a new database gets. Default `reeve`. */
  readonly indexes?: IndexSet
}

/** Of the connections, for reads that may take long. */
const READERS_SHARE = 0.4

/** Held while a database is made, so that replicas that start together make it once. Any number, but the same. */
const CREATION_LOCK = 7_262_118_502

/**
 * PostgreSQL plans for disks that turn, where a row out of order costs four in order, and then reads a table from
 * end to end for a filter that an index answers in a sixth of the time. A URL can say otherwise.
 */
const FAST_STORAGE = '-c random_page_cost=1.1'

/** Opens a database on a server, or makes its tables if it is empty. Throws `DatabaseRefused`. */
export async function openPostgresql(
  server: PostgresqlServer,
  options: PostgresqlOptions = {},
): Promise<PostgresqlDatabase> {
  const { poolSize = 10, statementTimeoutMs = 30_000, connectTimeoutMs = 10_000, indexes = 'reeve' } = options
  const config: pg.ClientConfig = {
    host: server.host,
    port: server.port,
    user: server.user,
    password: server.password,
    database: server.database,
    application_name: server.applicationName,
    // Instants come as text in UTC and intervals in the one style that the codec reads.
    options:
      `-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=postgres ${FAST_STORAGE} ${server.options}`.trim(),
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    types,
  }
  const { client, ssl } = await connect(server, config)
  try {
    await prepare(client, describe(server), indexes)
  } finally {
    await client.end()
  }
  const readers = Math.max(1, Math.round(poolSize * READERS_SHARE))
  return new PostgresqlDatabase({
    config: { ...config, ssl, statement_timeout: statementTimeoutMs },
    connections: Math.max(1, poolSize - readers),
    readers,
  })
}

const describe = (server: PostgresqlServer) => `"${server.database ?? ''}" on ${server.host}:${server.port}`

/** The first connection also finds out whether the server encrypts, where the URL leaves that open. */
async function connect(
  server: PostgresqlServer,
  config: pg.ClientConfig,
): Promise<{ client: pg.Client; ssl: pg.ClientConfig['ssl'] }> {
  const ssl = sslOf(server)
  try {
    return { client: await connected({ ...config, ssl }), ssl }
  } catch (error) {
    if (server.ssl !== 'prefer' || !isSslRefusal(error)) throw unreachable(server, error)
  }
  try {
    return { client: await connected({ ...config, ssl: false }), ssl: false }
  } catch (error) {
    throw unreachable(server, error)
  }
}

async function connected(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config)
  client.on('error', () => {})
  await client.connect()
  return client
}

const isSslRefusal = (error: unknown) =>
  error instanceof Error && error.message.includes('does not support SSL')

function sslOf(server: PostgresqlServer): pg.ClientConfig['ssl'] {
  const { ssl } = server
  if (ssl === 'disable') return false
  return {
    rejectUnauthorized: ssl === 'verify-ca' || ssl === 'verify-full',
    ...fileAs('ca', server.sslRootCertificate),
    ...fileAs('cert', server.sslCertificate),
    ...fileAs('key', server.sslKey),
    ...(ssl === 'verify-ca' ? { checkServerIdentity: () => undefined } : {}),
  }
}

function fileAs(name: 'ca' | 'cert' | 'key', file: string | undefined): { [name: string]: string } {
  if (file === undefined) return {}
  try {
    return { [name]: readFileSync(file, 'utf8') }
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause)
    throw new DatabaseRefused(
      'bad-url',
      `Cannot open the database: its certificate cannot be read (${said}).`,
      cause,
    )
  }
}

function unreachable(server: PostgresqlServer, cause: unknown): DatabaseRefused {
  const said = cause instanceof Error ? cause.message || cause.name : String(cause)
  const missing = cause instanceof pg.DatabaseError && cause.code === '3D000'
  const advice = missing
    ? 'Make it with "createdb", or give another.'
    : 'Check the URL and that the server runs.'
  return new DatabaseRefused(
    'unreachable',
    `Cannot open the database ${describe(server)}: ${said}. ${advice}`,
    cause,
  )
}

async function prepare(client: pg.Client, where: string, indexes: IndexSet): Promise<void> {
  const before = await inspect(client)
  refuseUnknown('postgresql', where, before)
  if (before.ownVersion === OWN_VERSION) return
  await client.query(`BEGIN; SELECT pg_advisory_xact_lock(${CREATION_LOCK})`)
  const statements = missingParts(await inspect(client), indexes)
  try {
    await client.query([...statements, 'COMMIT'].join('; '))
  } catch (cause) {
    throw new DatabaseRefused(
      'not-writable',
      `Cannot make the tables in the database ${where}: ${cause instanceof Error ? cause.message : cause}. ` +
        'Nothing was changed. The user must be allowed to create tables, types and the extension pg_trgm.',
      cause,
    )
  }
}

/** Another replica may have made some or all of it meanwhile. */
function missingParts(found: Found, indexes: IndexSet): string[] {
  if (found.isEmpty) return createEverything('postgresql', indexes)
  return found.ownVersion === OWN_VERSION ? [] : createOwnTables('postgresql')
}

/** Tables that an extension brought do not count. */
const COUNT_TABLES = `
  SELECT count(*)::integer AS tables, to_regclass('alembic_version') IS NOT NULL AS stamped,
    to_regclass('reeve_meta') IS NOT NULL AS owned
  FROM pg_class
  WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')`

async function inspect(client: pg.Client): Promise<Found> {
  const [facts] = (await client.query<{ tables: number; stamped: boolean; owned: boolean }>(COUNT_TABLES))
    .rows
  if (!facts || (facts.tables === 0 && !facts.stamped)) {
    return { isEmpty: true, revisions: undefined, ownVersion: undefined }
  }
  return {
    isEmpty: false,
    revisions: facts.stamped
      ? await texts(client, 'SELECT version_num AS text FROM alembic_version')
      : undefined,
    ownVersion: facts.owned
      ? (await texts(client, "SELECT value AS text FROM reeve_meta WHERE key = 'version'"))[0]
      : undefined,
  }
}

const texts = async (client: pg.Client, query: string): Promise<string[]> =>
  (await client.query<{ text: string }>(query)).rows.map((row) => row.text)
