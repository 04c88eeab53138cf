import { upsertCsrfToken } from '@reeve/database/queries/csrf-tokens/upsert-csrf-token'
import { databases, useDatabase } from '@reeve/testkit'
import { adminRoutes, flowRoutes, type Instant } from '@reeve/wire'
import { afterEach, describe, expect, test } from 'vitest'
import { bind } from './bind.ts'
import { openApp, type TestApp } from './testing.ts'

let app: TestApp
afterEach(() => app.close())

const routes = [
  bind(flowRoutes.countFlows, () => 3),
  bind(adminRoutes.healthCheck, () => true),
  bind(adminRoutes.performReadinessCheck, () => ({ message: 'OK' })),
  bind(adminRoutes.hello, () => 'hello'),
]
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

describe('the auth string', () => {
  const settings = { 'server.api.auth_string': 'admin:pässword' }
  const refused = { status: 401, json: { exception_message: 'Unauthorized' } }

  test('lets pass who has it', async () => {
    app = await openApp(routes, { settings })
    const headers = { authorization: basic('admin:pässword') }
    expect((await app.send('GET', '/api/hello', { headers })).status).toBe(200)
  })

  test.each([
    ['no header', {}],
    ['another string', { authorization: basic('admin:other') }],
    ['another spelling of the scheme', { authorization: basic('admin:pässword').replace('Basic', 'basic') }],
  ])('refuses %s', async (_, headers) => {
    app = await openApp(routes, { settings })
    const { status, json, headers: answered } = await app.send('GET', '/api/hello', { headers })
    expect({ status, json }).toEqual(refused)
    expect(answered.get('www-authenticate')).toBeNull()
  })

  test.each(['/api/nowhere', '/api', '/docs', '/api/docs'])('guards %s', async (path) => {
    app = await openApp(routes, { settings })
    expect(await app.send('GET', path)).toMatchObject(refused)
  })

  test.each(['/api/health', '/api/ready', '/', '/ui-settings'])('leaves %s open', async (path) => {
    app = await openApp(routes, { settings })
    expect((await app.send('GET', path)).status).toBe(200)
  })
})

describe('CSRF protection', () => {
  const kind = databases[0]
  if (!kind) throw new Error('There is no database to test with')
  const database = useDatabase(kind)
  const invalid = 'Invalid CSRF token or client identifier.'

  const protectedApp = () =>
    openApp(routes, { database: database(), settings: { 'server.api.csrf_protection_enabled': true } })

  async function giveToken(client: string, expiration: string): Promise<void> {
    const now = '2026-01-01 00:00:00.000000' as Instant
    const id = crypto.randomUUID()
    const row = { id, created: now, updated: now, client, token: 'right', expiration: expiration as Instant }
    await database().write((db) => upsertCsrfToken(db, row))
  }

  test('reading needs no token', async () => {
    app = await protectedApp()
    expect((await app.send('GET', '/api/hello')).status).toBe(200)
  })

  test.each([
    ['Missing CSRF token.', {}],
    ['Missing client identifier.', { 'prefect-csrf-token': 'right' }],
    [invalid, { 'prefect-csrf-token': 'right', 'prefect-csrf-client': 'unknown' }],
  ])('%s', async (detail, headers) => {
    app = await protectedApp()
    const refused = { status: 403, json: { detail } }
    expect(await app.send('POST', '/api/flows/count', { headers })).toMatchObject(refused)
  })

  test("a client's own token lets it change, until it expires", async () => {
    app = await protectedApp()
    await giveToken('mine', '2026-01-01 01:00:00.000000')
    await giveToken('late', '2025-12-31 23:59:59.000000')
    const status = async (client: string, token: string) => {
      const headers = { 'prefect-csrf-client': client, 'prefect-csrf-token': token }
      return (await app.send('POST', '/api/flows/count', { headers })).status
    }
    expect(await status('mine', 'right')).toBe(200)
    expect(await status('mine', 'wrong')).toBe(403)
    expect(await status('late', 'right')).toBe(403)
  })
})

describe('pages of other origins', () => {
  const origin = 'http://elsewhere'
  const preflight = (headers = {}) => ({
    headers: { origin, 'access-control-request-method': 'POST', ...headers },
  })

  test('may do everything unless settings say otherwise', async () => {
    app = await openApp(routes)
    const answer = await app.send('GET', '/api/hello', { headers: { origin } })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect((await app.send('GET', '/api/hello')).headers.has('access-control-allow-origin')).toBe(false)
  })

  test('a preflight needs no auth string', async () => {
    app = await openApp(routes, { settings: { 'server.api.auth_string': 'a:b' } })
    const answer = await app.send(
      'OPTIONS',
      '/api/flows/count',
      preflight({ 'access-control-request-headers': 'x,y' }),
    )
    expect([answer.status, answer.text]).toEqual([200, 'OK'])
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT',
      'access-control-allow-headers': 'x,y',
      'access-control-max-age': '600',
    })
  })

  test('settings name who may do what', async () => {
    app = await openApp(routes, {
      settings: {
        'server.api.cors_allowed_origins': 'http://friend, http://other',
        'server.api.cors_allowed_methods': 'GET',
        'server.api.cors_allowed_headers': 'X-Mine',
      },
    })
    const friend = await app.send('GET', '/api/hello', { headers: { origin: 'http://friend' } })
    expect(friend.headers.get('access-control-allow-origin')).toBe('http://friend')
    const stranger = await app.send('GET', '/api/hello', { headers: { origin } })
    expect(stranger.headers.has('access-control-allow-origin')).toBe(false)
    const refused = await app.send(
      'OPTIONS',
      '/api/hello',
      preflight({ 'access-control-request-headers': 'x-other' }),
    )
    expect([refused.status, refused.text]).toEqual([400, 'Disallowed CORS origin, method, headers'])
    expect(refused.headers.get('vary')).toBe('Origin')
  })

  test('an answer that refuses still carries the headers', async () => {
    app = await openApp(routes, { settings: { 'server.api.auth_string': 'a:b' } })
    const answer = await app.send('GET', '/api/hello', { headers: { origin } })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([401, '*'])
  })
})
