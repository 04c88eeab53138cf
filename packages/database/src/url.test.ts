import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DatabaseRefused } from './errors.ts'
import { parseDatabaseUrl } from './url.ts'

const server = (url: string) => {
  const location = parseDatabaseUrl(url)
  if (location.kind !== 'postgresql') throw new Error(`${url} is ${location.kind}`)
  return location.server
}

describe('a database URL', () => {
  test.each([
    ['sqlite+aiosqlite:////abs/path.db', '/abs/path.db'],
    ['sqlite+aiosqlite:///rel/path.db', resolve('rel/path.db')],
    ['sqlite:////abs/path.db', '/abs/path.db'],
    ['sqlite:///rel.db', resolve('rel.db')],
    ['sqlite+aiosqlite:////abs/path.db?timeout=60', '/abs/path.db'],
    ['sqlite+aiosqlite:///file:/abs/path.db?uri=true', '/abs/path.db'],
    ['file:///abs/path.db', '/abs/path.db'],
    ['/abs/path.db', '/abs/path.db'],
    ['rel.db', resolve('rel.db')],
  ])('%s is the file %s', (url, file) => {
    expect(parseDatabaseUrl(url)).toEqual({ kind: 'sqlite', file })
  })

  test.each([
    ':memory:',
    'sqlite://',
    'sqlite+aiosqlite:///:memory:',
    'sqlite+aiosqlite:///file::memory:?cache=shared&uri=true',
    'file::memory:?cache=shared',
    'sqlite+aiosqlite:///file:shared?mode=memory&cache=shared&uri=true',
  ])('%s lives as long as the process', (url) => {
    expect(parseDatabaseUrl(url)).toEqual({ kind: 'sqlite-memory' })
  })

  test.each([
    'postgresql+asyncpg://ann:p%40ss%2Fw@db.example:5433/runs',
    'postgresql://ann:p%40ss%2Fw@db.example:5433/runs',
    'postgres://ann:p%40ss%2Fw@db.example:5433/runs?sslmode=prefer',
    'POSTGRESQL://db.example/runs?user=ann&password=p%40ss%2Fw&port=5433',
  ])('%s is a server', (url) => {
    expect(server(url)).toMatchObject({
      host: 'db.example',
      port: 5433,
      user: 'ann',
      password: 'p@ss/w',
      database: 'runs',
      ssl: 'prefer',
    })
  })

  test('what is left out of a server has a default', () => {
    expect(server('postgresql://')).toEqual({
      host: 'localhost',
      port: 5432,
      user: undefined,
      password: undefined,
      database: undefined,
      ssl: 'prefer',
      sslRootCertificate: undefined,
      sslCertificate: undefined,
      sslKey: undefined,
      applicationName: 'reeve',
      options: '',
    })
  })

  test('a socket needs no encryption', () => {
    expect(server('postgresql:///runs?host=/var/run/postgresql')).toMatchObject({
      host: '/var/run/postgresql',
      database: 'runs',
      ssl: 'disable',
    })
  })

  test.each([
    ['ssl=require', 'require'],
    ['ssl=true', 'require'],
    ['sslmode=verify-full&sslrootcert=/ca.pem', 'verify-full'],
    ['sslmode=disable', 'disable'],
    ['ssl=allow', 'prefer'],
  ])('%s means %s', (query, ssl) => {
    expect(server(`postgresql+asyncpg://db.example/runs?${query}`).ssl).toBe(ssl)
  })

  test('certificates are named by their files', () => {
    expect(server('postgresql://h/d?sslrootcert=/ca.pem&sslcert=/me.pem&sslkey=/me.key')).toMatchObject({
      sslRootCertificate: '/ca.pem',
      sslCertificate: '/me.pem',
      sslKey: '/me.key',
    })
  })

  test('options of the session and the name of the application are passed on', () => {
    expect(server('postgresql://h/d?options=-csearch_path%3Dother&application_name=one')).toMatchObject({
      options: '-csearch_path=other',
      applicationName: 'one',
    })
  })

  test.each([
    ['mysql://root:secret@host/db', '"mysql://" is not a kind'],
    ['postgresql://ann:secret@host:port/db', 'cannot be read'],
    ['postgresql://ann:secret@host/db?port=99999', '"99999" is not a port'],
    ['postgresql://ann:secret@host/db?ssl=perhaps', 'ssl=perhaps is not one of'],
  ])('%s is refused without giving the password away', (url, message) => {
    const refusal = () => parseDatabaseUrl(url)
    expect(refusal).toThrow(DatabaseRefused)
    expect(refusal).toThrow(message)
    expect(refusal).not.toThrow('secret')
  })
})
