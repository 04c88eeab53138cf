import { flowRoutes } from '@reeve/wire'
import { afterEach, describe, expect, test } from 'vitest'
import { bind } from './bind.ts'
import { openApp, type TestApp } from './testing.ts'

let app: TestApp
afterEach(() => app.close())

const countFlows = bind(flowRoutes.countFlows, () => 3)

describe('pages', () => {
  test('the first one tells how to connect, and fetches nothing', async () => {
    app = await openApp([])
    const { headers, text } = await app.send('GET', '/')
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(text).toContain(`PREFECT_API_URL=${app.origin}/api`)
    expect(text).not.toMatch(/src=|https?:\/\/(?!127\.0\.0\.1)/)
  })

  test('it is off where pages are off', async () => {
    app = await openApp([], { settings: { 'server.ui.enabled': false } })
    expect((await app.send('GET', '/')).status).toBe(404)
  })

  test('the operations can be read', async () => {
    app = await openApp([])
    expect((await app.send('GET', '/docs')).text).toContain("const API = '/api'")
  })

  test.each(['/api/openapi.json', '/openapi.json'])('the description of the API at %s', async (path) => {
    app = await openApp([countFlows])
    const { headers, json } = await app.send('GET', path)
    expect(headers.get('content-type')).toBe('application/json')
    expect(json).toMatchObject({ openapi: '3.1.0', paths: { '/flows/count': { post: { tags: ['Flows'] } } } })
  })

  test('settings for pages', async () => {
    app = await openApp([], {
      settings: { 'server.ui.api_url': 'http://x/api', 'server.api.auth_string': 'a:b' },
    })
    expect((await app.send('GET', '/ui-settings')).json).toEqual({
      api_url: 'http://x/api',
      csrf_enabled: false,
      auth: 'BASIC',
      flags: [],
      default_ui: 'v2',
      available_uis: ['v1', 'v2'],
      v1_base_url: '/',
      v2_base_url: '/v2',
    })
  })
})
