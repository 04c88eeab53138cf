import type { OpenOptions } from '@reeve/database'
import { MalformedSetting } from './malformed.ts'
import { type SettingPath, type Settings, variableOf } from './table.ts'

/**
 * The database that settings name: the connection URL, else its parts, else `fallback`. Throws MalformedSetting
 * where a part is missing.
 */
export function databaseOptions(settings: Settings, fallback: string): OpenOptions {
  const url = settings['server.database.connection_url'] ?? urlOfParts(settings) ?? fallback
  return {
    url: isPostgresql(url) ? withSessionOptions(url, settings) : url,
    poolSize:
      settings['server.database.sqlalchemy.pool_size'] + settings['server.database.sqlalchemy.max_overflow'],
    statementTimeoutMs: milliseconds(settings['server.database.timeout']),
    connectTimeoutMs: milliseconds(settings['server.database.connection_timeout']),
  }
}

const milliseconds = (seconds: number) => Math.round(seconds * 1000)

const isPostgresql = (url: string) => /^postgres/i.test(url)

function urlOfParts(settings: Settings): string | undefined {
  const driver = settings['server.database.driver']
  if (driver === null) return undefined
  const name = required(settings, 'server.database.name', driver)
  if (driver === 'sqlite+aiosqlite') return name
  const user = encodeURIComponent(required(settings, 'server.database.user', driver))
  const host = required(settings, 'server.database.host', driver)
  const password = settings['server.database.password']
  const secret = password === null ? '' : `:${encodeURIComponent(password)}`
  const port = settings['server.database.port'] ?? 5432
  return `${driver}://${user}${secret}@${host}:${port}/${encodeURIComponent(name)}`
}

type Part = 'server.database.name' | 'server.database.user' | 'server.database.host'

function required(settings: Settings, path: Part & SettingPath, driver: string): string {
  const value = settings[path]
  if (value) return value
  throw new MalformedSetting(
    variableOf('server.database.driver'),
    driver,
    `${variableOf(path)} to be set as well`,
  )
}

/** Adds what PostgreSQL is told at the start of a session; what the URL already says stays. */
function withSessionOptions(text: string, settings: Settings): string {
  const [base = text, query = ''] = text.split(/\?(.*)/s)
  const parameters = new URLSearchParams(query)
  const add = (name: string, value: string | null) => {
    if (value !== null && !parameters.has(name)) parameters.set(name, value)
  }
  add('application_name', settings['server.database.sqlalchemy.connect_args.application_name'])
  const searchPath = settings['server.database.sqlalchemy.connect_args.search_path']
  add('options', searchPath === null ? null : `-c search_path=${searchPath.replaceAll(/[\\ ]/g, '\\$&')}`)
  if (settings['server.database.sqlalchemy.connect_args.tls.enabled']) {
    const checksHost = settings['server.database.sqlalchemy.connect_args.tls.check_hostname']
    add('sslmode', parameters.has('ssl') ? null : checksHost ? 'verify-full' : 'verify-ca')
    add('sslrootcert', settings['server.database.sqlalchemy.connect_args.tls.ca_file'])
    add('sslcert', settings['server.database.sqlalchemy.connect_args.tls.cert_file'])
    add('sslkey', settings['server.database.sqlalchemy.connect_args.tls.key_file'])
  }
  return parameters.size === 0 ? base : `${base}?${parameters}`
}
