import { once } from 'node:events'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { DatabaseUnavailable, IntegrityViolation, Overloaded, UnstorableValue } from '@reeve/database'
import { concurrencyLimitV2Routes, flowRoutes, flowRunRoutes } from '@reeve/wire'
import { afterEach, describe, expect, test } from 'vitest'
import { Answer, type BoundRoute, bind, type Call } from './bind.ts'
import { MissingObject, NotFound } from './errors.ts'
import { openApp, type TestApp } from './testing.ts'

const ID = '0192a1b2-0000-7000-8000-000000000abc'
const JSON_TYPE = { 'content-type': 'application/json' }

let app: TestApp
afterEach(() => app.close())

/** Creates a flow with what was sent. */
const createFlow = bind(flowRoutes.createFlow, (_ctx, { body }) => ({ ...flow, name: body.name }))

const flow = {
  id: ID,
  created: '2026-01-01 00:00:00.000000',
  updated: '2026-01-01 00:00:00.000001',
  name: 'a flow',
  tags: [],
  labels: {},
}

const countFlows = bind(flowRoutes.countFlows, () => 3)
const readFlow = bind(flowRoutes.readFlow, (_ctx, { params }) => ({ ...flow, id: params.id }))
const deleteFlow = bind(flowRoutes.deleteFlow, () => null)

/** A route whose handler throws. */
const failing = (error: Error) => bind(flowRoutes.readFlow, () => Promise.reject(error))

/** Opens an app with one route that keeps what its handler got. */
async function keepCalls(route: BoundRoute['route']): Promise<Call<typeof route>[]> {
  const calls: Call<typeof route>[] = []
  app = await openApp([
    bind(route, (_ctx, call) => {
      calls.push(call)
      return null
    }),
  ])
  return calls
}

describe('bodies', () => {
  test.each([
    ['application/json', JSON_TYPE],
    ['application/vnd.api+json', { 'content-type': 'application/vnd.api+json; charset=utf-8' }],
    ['no type', {}],
  ])('JSON as %s', async (_, headers) => {
    app = await openApp([createFlow])
    const {
      status,
      json,
      headers: answered,
    } = await app.send('POST', '/api/flows/', {
      body: '{"name": "x"}',
      headers,
    })
    expect(status).toBe(200)
    expect(answered.get('content-type')).toBe('application/json')
    expect(json).toMatchObject({
      name: 'x',
      created: '2026-01-01T00:00:00Z',
      updated: '2026-01-01T00:00:00.000001Z',
    })
  })

  test('broken JSON is reported with its place', async () => {
    app = await openApp([createFlow])
    const body = '{"name": '
    const { status, json } = await app.send('POST', '/api/flows/', { body, headers: JSON_TYPE })
    expect(status).toBe(422)
    expect(json).toEqual({
      exception_message: 'Invalid request received.',
      exception_detail: [
        {
          type: 'json_invalid',
          loc: ['body', 9],
          msg: 'JSON decode error',
          input: {},
          ctx: { error: 'Expecting value' },
        },
      ],
      request_body: body,
    })
  })

  test.each([
    ['nothing', undefined],
    ['null', 'null'],
  ])('%s where a body is needed', async (_, body) => {
    app = await openApp([createFlow])
    const { status, json } = await app.send('POST', '/api/flows/', {
      ...(body && { body }),
      headers: JSON_TYPE,
    })
    expect(status).toBe(422)
    expect(json).toEqual({
      exception_message: 'Invalid request received.',
      exception_detail: [{ type: 'missing', loc: ['body'], msg: 'Field required', input: null }],
      request_body: null,
    })
  })

  test('nothing where a body may be left out', async () => {
    app = await openApp([countFlows])
    expect(await app.send('POST', '/api/flows/count')).toMatchObject({ status: 200, text: '3' })
  })

  test('an issue names field and reason, the body comes back', async () => {
    app = await openApp([createFlow])
    const { status, json } = await app.send('POST', '/api/flows/', {
      body: '{"tags": []}',
      headers: JSON_TYPE,
    })
    expect(status).toBe(422)
    expect(json).toMatchObject({
      exception_detail: [
        { type: 'missing', loc: ['body', 'name'], msg: 'Field required', input: { tags: [] } },
      ],
      request_body: { tags: [] },
    })
  })

  test.each([
    ['another type', 415, { 'content-type': 'application/xml' }, '<a/>'],
    ['a compressed body', 415, { 'content-encoding': 'gzip' }, '{"name": "x"}'],
    ['no type at all', 415, { 'content-type': 'json' }, '{}'],
    ['text', 422, { 'content-type': 'text/plain' }, '{"name": "x"}'],
  ])('%s is refused with %i', async (_, status, headers, body) => {
    app = await openApp([createFlow])
    expect((await app.send('POST', '/api/flows/', { body, headers })).status).toBe(status)
  })

  test('bytes that are no UTF-8, and JSON nested without end', async () => {
    app = await openApp([createFlow])
    const refused = { status: 400, json: { detail: 'There was an error parsing the body' } }
    expect(await app.send('POST', '/api/flows/', { body: Buffer.from([0x22, 0xff, 0x22]) })).toMatchObject(
      refused,
    )
    expect(await app.send('POST', '/api/flows/', { body: '['.repeat(100_000) })).toMatchObject(refused)
  })

  test('half of a surrogate pair is reported with its place', async () => {
    app = await openApp([createFlow])
    const body = '{"name": "\\ud83d\\ude00", "tags": ["a", "\\ud800"]}'
    const { status, json } = await app.send('POST', '/api/flows/', { body })
    expect(status).toBe(422)
    expect(json).toMatchObject({
      exception_detail: [{ type: 'string_unicode', loc: ['body', 'tags', 1], input: '\ufffd' }],
    })
  })

  test('an empty Content-Type means text, which is no object', async () => {
    app = await openApp([createFlow])
    const { port } = new URL(app.origin)
    const socket = connect(Number(port), '127.0.0.1')
    socket.end(
      'POST /api/flows/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type:\r\nContent-Length: 13\r\n\r\n{"name": "x"}',
    )
    let answer = ''
    socket.on('data', (data) => {
      answer += data
    })
    await once(socket, 'close')
    expect(answer).toContain('422 Unprocessable Entity')
    expect(answer).toContain('model_attributes_type')
  })

  test('one beyond the limit is refused', async () => {
    app = await openApp([createFlow], { settings: { 'reeve.body_limit_bytes': 100 } })
    const { status, json } = await app.send('POST', '/api/flows/', {
      body: JSON.stringify({ name: 'x'.repeat(100) }),
    })
    expect(status).toBe(413)
    expect(json).toEqual({ detail: 'Request body is too large' })
  })
})

describe('paths', () => {
  test.each([
    ['upper case', ID.toUpperCase()],
    ['without dashes', ID.replaceAll('-', '')],
  ])('an id in %s is read as it is kept', async (_, id) => {
    app = await openApp([readFlow])
    expect((await app.send('GET', `/api/flows/${id}`)).json).toMatchObject({ id: ID })
  })

  test('an id that is no UUID is an unknown path', async () => {
    app = await openApp([readFlow])
    expect(await app.send('GET', '/api/flows/nope')).toMatchObject({
      status: 404,
      json: { detail: 'Not Found' },
    })
  })

  test('except where the reference reads it', async () => {
    app = await openApp([bind(concurrencyLimitV2Routes.renewConcurrencyLease, () => null)])
    const { status, json } = await app.send('POST', '/api/v2/concurrency_limits/leases/nope/renew', {
      body: '{}',
    })
    expect(status).toBe(422)
    expect(json).toMatchObject({ exception_detail: [{ type: 'uuid_parsing', loc: ['path', 'lease_id'] }] })
  })

  test.each([
    ['PUT', `/api/flows/${ID}`, 'DELETE, GET'],
    ['HEAD', `/api/flows/${ID}`, 'DELETE, GET'],
    ['GET', '/api/flows/count', 'POST'],
    ['OPTIONS', '/api/flows/count', 'POST'],
  ])('%s %s: another method is served', async (method, path, allowed) => {
    app = await openApp([readFlow, deleteFlow, countFlows])
    const { status, headers, text } = await app.send(method, path)
    expect(status).toBe(405)
    expect(headers.get('allow')).toBe(allowed)
    expect(text).toBe(method === 'HEAD' ? '' : '{"detail":"Method Not Allowed"}')
  })

  test.each([
    ['/api/flows?a=1', '/api/flows/?a=1'],
    ['/api/flows/count/', '/api/flows/count'],
  ])('%s is sent on to %s', async (from, to) => {
    app = await openApp([createFlow, countFlows])
    const { status, headers } = await app.send('POST', from, { body: '{}' })
    expect([status, headers.get('location')]).toEqual([307, app.origin + to])
  })

  test('a long name is a name', async () => {
    app = await openApp([
      bind(flowRoutes.readFlowByName, (_ctx, { params }) => ({ ...flow, name: params.name })),
    ])
    const name = `ä/${'x'.repeat(500)}`
    expect((await app.send('GET', `/api/flows/name/${encodeURIComponent(name)}`)).json).toMatchObject({
      name,
    })
  })

  test('the base path moves the API', async () => {
    app = await openApp([countFlows], { settings: { 'server.api.base_path': '/prefect/api/' } })
    expect((await app.send('POST', '/prefect/api/flows/count')).text).toBe('3')
    expect((await app.send('POST', '/api/flows/count')).status).toBe(404)
  })
})

describe('what a handler gets', () => {
  const path = `/api/flow_runs/${ID}/set_state`
  const body = '{"state": {"type": "RUNNING"}}'

  test('who asks, what was sent and where it was asked', async () => {
    const calls = await keepCalls(flowRunRoutes.setFlowRunState)
    const headers = { 'user-agent': 'prefect/3.8.8 (API 0.8.4)', 'x-prefect-api-version': '0.8.4' }
    await app.send('POST', path, { body, headers })
    const [call] = calls
    expect(call?.client).toEqual({ version: '3.8.8', apiVersion: [0, 8, 4] })
    expect(call?.sent).toEqual(new Set(['state']))
    expect(call?.origin).toBe(app.origin)
    expect(call?.createdBy).toBeNull()
    expect(call?.body).toMatchObject({ force: false, state: { type: 'RUNNING', name: 'Running' } })
  })

  test('the automation that acts', async () => {
    const calls = await keepCalls(flowRunRoutes.setFlowRunState)
    const headers = {
      'prefect-automation-id': ID.toUpperCase(),
      'prefect-automation-name': Buffer.from('Nächtlich').toString('base64'),
    }
    await app.send('POST', path, { body, headers })
    expect(calls[0]?.createdBy).toEqual({ id: ID, type: 'AUTOMATION', display_value: 'Nächtlich' })
  })

  test.each([
    ['0.7.9', 'The request specified API version 0.7.9 but this server requires version 0.8.0 or higher.'],
    ['abc', "Invalid X-PREFECT-API-VERSION header format.Expected header in format 'x.y.z' but received abc"],
  ])('version %s is refused', async (version, detail) => {
    app = await openApp([createFlow])
    const headers = { 'x-prefect-api-version': version }
    const refused = { status: 400, json: { detail } }
    expect(await app.send('POST', '/api/flows/', { body: '{}', headers })).toMatchObject(refused)
  })
})

describe('answers', () => {
  test('204 has no body, nothing is null', async () => {
    app = await openApp([deleteFlow, bind(flowRoutes.countFlows, () => undefined)])
    expect(await app.send('DELETE', `/api/flows/${ID}`)).toMatchObject({ status: 204, text: '' })
    expect(await app.send('POST', '/api/flows/count')).toMatchObject({ status: 200, text: 'null' })
  })

  test('are compressed from 500 bytes on for those who accept it', async () => {
    app = await openApp([
      readFlow,
      bind(flowRoutes.readFlowByName, (_ctx, { params }) => ({ ...flow, name: params.name })),
    ])
    const headers = { 'accept-encoding': 'gzip' }
    const encodings = async (path: string) =>
      (await app.send('GET', path, { headers })).headers.get('content-encoding')
    expect(await encodings(`/api/flows/${ID}`)).toBeNull()
    expect(await encodings(`/api/flows/name/${'x'.repeat(500)}`)).toBe('gzip')
    const long = await app.send('GET', `/api/flows/name/${'x'.repeat(500)}`, { headers })
    expect(long.json).toMatchObject({ name: 'x'.repeat(500) })
    expect(long.headers.get('vary')).toBe('Accept-Encoding')
  })

  test('may be streams of another type', async () => {
    const lines = new Answer(200, Readable.from(['a,b\n', '1,2\n']), { 'content-type': 'text/csv' })
    app = await openApp([bind(flowRoutes.readFlow, () => lines)])
    const { headers, text } = await app.send('GET', `/api/flows/${ID}`)
    expect([headers.get('content-type'), text]).toEqual(['text/csv', 'a,b\n1,2\n'])
  })
})

describe('failures', () => {
  const unique = { kind: 'unique', constraint: 'uq_flow__name', table: 'flow' } as const
  test.each([
    [new NotFound('Flow'), 404, { detail: 'Flow not found' }],
    [new MissingObject('Flow run not found'), 404, { exception_message: 'Flow run not found' }],
    [new UnstorableValue('a NUL', null), 422, { detail: 'The database cannot store a value: a NUL' }],
    [new DatabaseUnavailable('away'), 503, { exception_message: 'Service Unavailable' }],
    [new Overloaded(1000), 503, { exception_message: 'Service Unavailable' }],
    [new Error('surprise'), 500, { exception_message: 'Internal Server Error' }],
  ])('%s', async (error, status, json) => {
    app = await openApp([failing(error)])
    expect(await app.send('GET', `/api/flows/${ID}`)).toMatchObject({ status, json })
  })

  test('a conflict does not tell its cause to the client, but to the log', async () => {
    app = await openApp([failing(new IntegrityViolation(unique, null))])
    const { status, json } = await app.send('GET', `/api/flows/${ID}`)
    expect(status).toBe(409)
    expect(json).toEqual({
      detail:
        'Data integrity conflict. This usually means a unique or foreign key constraint was violated. See server logs for details.',
    })
    expect(app.lines[0]).toMatchObject({ err: { message: expect.stringContaining('uq_flow__name') } })
  })

  test('those that pass ask the client to come again', async () => {
    app = await openApp([failing(new Overloaded(1000))])
    expect((await app.send('GET', `/api/flows/${ID}`)).headers.get('retry-after')).toBe('1')
  })

  test('one line tells the cause, under the id of the request, without its query', async () => {
    app = await openApp([failing(new Error('outer', { cause: new Error('inner') }))])
    const headers = { 'x-request-id': 'my-request' }
    const answer = await app.send('GET', `/api/flows/${ID}?token=secret`, { headers })
    expect(answer.headers.get('x-request-id')).toBe('my-request')
    const lines = app.lines.filter(({ level }) => level === 50)
    expect(lines).toMatchObject([
      { request_id: 'my-request', method: 'GET', path: `/api/flows/${ID}`, status: 500 },
    ])
    expect(JSON.stringify(lines)).toContain('inner')
    expect(JSON.stringify(app.lines)).not.toContain('secret')
  })
})

test('every answer is logged where the level asks for it', async () => {
  app = await openApp([countFlows])
  const { headers } = await app.send('POST', '/api/flows/count')
  await expect
    .poll(() => app.lines)
    .toMatchObject([{ request_id: headers.get('x-request-id'), path: '/api/flows/count', status: 200 }])
})
