import { isAbsolute, resolve } from 'node:path'
import { DatabaseRefused } from './errors.ts'

/** Where a database is. */
export type Location =
  | { readonly kind: 'sqlite'; readonly file: string }
  /** SQLite that lives as long as the process. */
  | { readonly kind: 'sqlite-memory' }
  | { readonly kind: 'postgresql'; readonly server: PostgresqlServer }

/** How to encrypt the connection, in PostgreSQL's own words. */
export type SslMode = 'disable' | 'prefer' | 'require' | 'verify-ca' | 'verify-full'

/** A database on a PostgreSQL server. What is left out is PostgreSQL's default. */
export interface PostgresqlServer {
  readonly host: string
  readonly port: number
  readonly user: string | undefined
  readonly password: string | undefined
  readonly database: string | undefined
  readonly ssl: SslMode
  /** A file with the certificates to trust. */
  readonly sslRootCertificate: string | undefined
  /** Files with the client's own certificate and its key. */
  readonly sslCertificate: string | undefined
  readonly sslKey: string | undefined
  readonly applicationName: string
  /** Settings of the session, `-c name=value`. */
  readonly options: string
}

const SCHEME = /^([a-z][a-z0-9]*(?:\+[a-z0-9]+)?):\/\//i
const SQLITE_SCHEMES: readonly string[] = ['sqlite', 'sqlite+aiosqlite']
const POSTGRESQL_SCHEMES: readonly string[] = ['postgresql', 'postgres', 'postgresql+asyncpg']

/**
 * Reads a database URL in the forms that SQLAlchemy, libpq and asyncpg know, or the path of a file.
 * Throws `DatabaseRefused`; its message never holds the URL, which may hold a password.
 */
export function parseDatabaseUrl(text: string): Location {
  const scheme = SCHEME.exec(text)?.[1]?.toLowerCase()
  if (scheme === undefined || scheme === 'file') return sqliteLocation(text)
  if (SQLITE_SCHEMES.includes(scheme))
    return sqliteLocation(text.slice(scheme.length + '://'.length).replace(/^\//, ''))
  if (POSTGRESQL_SCHEMES.includes(scheme)) return { kind: 'postgresql', server: postgresqlServer(text) }
  throw new DatabaseRefused(
    'bad-url',
    `Cannot open the database: "${scheme}://" is not a kind that Reeve knows. ` +
      'Give a file, sqlite+aiosqlite:///path, or postgresql+asyncpg://user:password@host/database.',
  )
}

/** `path` is relative unless it starts with a slash (`sqlite:////abs`); SQLite's own `file:` form counts too. */
function sqliteLocation(path: string): Location {
  const [name = '', query = ''] = path.replace(/^file:(?:\/\/(?=\/))?/, '').split('?')
  const inMemory = name === '' || name === ':memory:' || new URLSearchParams(query).get('mode') === 'memory'
  if (inMemory) return { kind: 'sqlite-memory' }
  return { kind: 'sqlite', file: isAbsolute(name) ? name : resolve(name) }
}

function postgresqlServer(text: string): PostgresqlServer {
  const url = parseUrl(text.replace(SCHEME, 'postgresql://'))
  const option = (...names: string[]) =>
    names.map((name) => url.searchParams.get(name)).find((value) => value !== null)
  const host = option('host') ?? (decodeURIComponent(url.hostname) || 'localhost')
  return {
    host,
    port: portOf(option('port') ?? (url.port || '5432')),
    user: option('user') ?? (decodeURIComponent(url.username) || undefined),
    password: option('password') ?? (decodeURIComponent(url.password) || undefined),
    database: option('dbname', 'database') ?? (decodeURIComponent(url.pathname.slice(1)) || undefined),
    ssl: host.startsWith('/') ? 'disable' : sslMode(option('ssl', 'sslmode')),
    sslRootCertificate: option('sslrootcert') ?? undefined,
    sslCertificate: option('sslcert') ?? undefined,
    sslKey: option('sslkey') ?? undefined,
    applicationName: option('application_name') ?? 'reeve',
    options: option('options') ?? '',
  }
}

/** Several hosts, as libpq knows them, are not supported. */
function parseUrl(text: string): URL {
  try {
    // A URL without a host, for a socket, is not one to the URL parser unless it gets a name.
    return new URL(text.replace(/^postgresql:\/\/(?=[/?]|$)/, 'postgresql://localhost'))
  } catch (cause) {
    throw new DatabaseRefused(
      'bad-url',
      'Cannot open the database: its URL cannot be read. It must look like ' +
        'postgresql+asyncpg://user:password@host:5432/database, special characters in the password as %XX.',
      cause,
    )
  }
}

function portOf(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new DatabaseRefused('bad-url', `Cannot open the database: "${text}" is not a port.`)
}

const SSL_MODES: Readonly<Record<string, SslMode>> = {
  disable: 'disable',
  false: 'disable',
  allow: 'prefer',
  prefer: 'prefer',
  require: 'require',
  true: 'require',
  'verify-ca': 'verify-ca',
  'verify-full': 'verify-full',
}

function sslMode(text: string | null | undefined): SslMode {
  if (text === null || text === undefined) return 'prefer'
  const mode = SSL_MODES[text.toLowerCase()]
  if (mode) return mode
  throw new DatabaseRefused(
    'bad-url',
    `Cannot open the database: ssl=${text} is not one of ${Object.keys(SSL_MODES).join(', ')}.`,
  )
}
