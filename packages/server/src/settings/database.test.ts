import { describe, expect, test } from 'vitest'
import { databaseOptions, MalformedSetting, type Settings, settingsWith } from '../settings.ts'

const urlFor = (changes: Partial<Settings>) => databaseOptions(settingsWith(changes), '/data/reeve.db').url

describe('which database', () => {
  test('nothing set is the file in the data folder', () => {
    expect(urlFor({})).toBe('/data/reeve.db')
  })

  test('the connection URL wins over its parts', () => {
    const url = 'sqlite+aiosqlite:////srv/prefect.db'
    expect(
      urlFor({ 'server.database.connection_url': url, 'server.database.driver': 'postgresql+asyncpg' }),
    ).toBe(url)
  })

  test('parts make a PostgreSQL URL', () => {
    const parts: Partial<Settings> = {
      'server.database.driver': 'postgresql+asyncpg',
      'server.database.host': 'db.local',
      'server.database.user': 'me',
      'server.database.password': 'a/b@c',
      'server.database.name': 'prefect',
    }
    expect(urlFor(parts)).toBe('postgresql+asyncpg://me:a%2Fb%40c@db.local:5432/prefect')
  })

  test('or name a SQLite file', () => {
    const parts: Partial<Settings> = {
      'server.database.driver': 'sqlite+aiosqlite',
      'server.database.name': '/srv/p.db',
    }
    expect(urlFor(parts)).toBe('/srv/p.db')
  })

  test('a missing part is named', () => {
    const attempt = () =>
      urlFor({ 'server.database.driver': 'postgresql+asyncpg', 'server.database.name': 'p' })
    expect(attempt).toThrow(MalformedSetting)
    expect(attempt).toThrow('PREFECT_SERVER_DATABASE_USER to be set')
  })
})

describe('how it is used', () => {
  test('seconds become milliseconds, pool and overflow add up', () => {
    const settings = settingsWith({
      'server.database.timeout': 2,
      'server.database.connection_timeout': 0.5,
    })
    expect(databaseOptions(settings, 'x')).toMatchObject({
      statementTimeoutMs: 2000,
      connectTimeoutMs: 500,
      poolSize: 15,
    })
  })

  test('what PostgreSQL is told about the session goes into the URL, without replacing what is there', () => {
    const url = new URL(
      urlFor({
        'server.database.connection_url': 'postgresql://h/d?application_name=mine',
        'server.database.sqlalchemy.connect_args.application_name': 'other',
        'server.database.sqlalchemy.connect_args.search_path': 'reeve, public',
        'server.database.sqlalchemy.connect_args.tls.enabled': true,
        'server.database.sqlalchemy.connect_args.tls.ca_file': '/ca.pem',
      }),
    )
    expect(Object.fromEntries(url.searchParams)).toEqual({
      application_name: 'mine',
      options: '-c search_path=reeve,\\ public',
      sslmode: 'verify-full',
      sslrootcert: '/ca.pem',
    })
  })
})
