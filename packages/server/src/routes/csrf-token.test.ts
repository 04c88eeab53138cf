import { readCsrfToken } from '@reeve/database/queries/csrf-tokens/read-csrf-token'
import { databases } from '@reeve/testkit'
import type { CsrfToken } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { csrfTokenBindings } from './csrf-token.ts'
import { type Api, refusal, useApi } from './testing.ts'

const issue = (api: Api, client: string) => api.call<CsrfToken>('GET', `/csrf-token?client=${client}`)

const valid = ({ ctx }: Api, client: string) => readCsrfToken(ctx.database.quick, client, ctx.clock.now())

describe.each(databases)('CSRF tokens on $name', (kind) => {
  const api = useApi(kind, csrfTokenBindings, {
    'server.api.csrf_protection_enabled': true,
    'server.api.csrf_token_expiration': 60,
  })

  test('a client has one token, the last that it asked for, until it expires', async () => {
    const first = await issue(api(), 'one')
    expect(first).toMatchObject({
      status: 200,
      body: {
        client: 'one',
        token: expect.stringMatching(/^[0-9a-f]{64}$/),
        expiration: '2026-01-01T00:01:00Z',
      },
    })
    api().clock.advance(30)
    const second = await issue(api(), 'one')
    expect(second.body).toMatchObject({ id: first.body.id, created: first.body.created })
    expect(second.body.token).not.toBe(first.body.token)
    expect(await valid(api(), 'one')).toBe(second.body.token)
    api().clock.advance(60)
    expect(await valid(api(), 'one')).toBeUndefined()
  })

  test('tokens of others are not touched, expired ones are removed', async () => {
    await issue(api(), 'early')
    api().clock.advance(40)
    const { body } = await issue(api(), 'late')
    api().clock.advance(40)
    await issue(api(), 'latest')
    expect(await valid(api(), 'late')).toBe(body.token)
    const rows = await api().ctx.database.quick.sql.selectFrom('csrf_token').select('client').execute()
    expect(rows.map(({ client }) => client).toSorted()).toEqual(['late', 'latest'])
  })

  test('a request that names no client is refused', async () => {
    expect(await api().call('GET', '/csrf-token')).toMatchObject(refusal('missing', ['query', 'client']))
  })
})

describe.each(databases)('CSRF tokens where protection is off on $name', (kind) => {
  const api = useApi(kind, csrfTokenBindings)

  test('none is issued', async () => {
    expect(await issue(api(), 'one')).toMatchObject({
      status: 422,
      body: { detail: 'CSRF protection is disabled.' },
    })
  })
})
