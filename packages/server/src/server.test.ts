import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { type DatabaseKind, databases, skipWhereMissing } from '@reeve/testkit'
import { type JsonObject, printInstant } from '@reeve/wire'
import pino from 'pino'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Context } from './context.ts'
import { CannotListen, type RunningServer, startServer } from './server.ts'
import type { Service } from './services/service.ts'
import { type Settings, settingsWith } from './settings.ts'

const log = pino({ level: 'silent' })

let servers: RunningServer[] = []
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()))
  servers = []
})

async function start(
  url: string,
  changes: Partial<Settings> = {},
  services?: readonly Service[],
): Promise<RunningServer> {
  const settings = settingsWith({
    'server.api.port': 0,
    'server.database.connection_url': url,
    'server.api.websocket_ping_interval': 60,
    ...changes,
  })
  const server = await startServer({ settings, databaseFile: '', log, ...(services && { services }) })
  servers.push(server)
  return server
}

async function stop(server: RunningServer): Promise<void> {
  servers = servers.filter((other) => other !== server)
  await server.close()
}

const get = async (server: RunningServer, path: string) => {
  const answer = await fetch(server.apiUrl + path)
  return { status: answer.status, json: await answer.json() }
}

const post = (server: RunningServer, path: string, body: unknown) =>
  fetch(server.apiUrl + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

async function openSocket(server: RunningServer, path: string): Promise<WebSocket> {
  const socket = new WebSocket(server.apiUrl.replace('http', 'ws') + path)
  await once(socket, 'open')
  return socket
}

describe.each(databases)('a server on $name', (kind: DatabaseKind) => {
  skipWhereMissing(kind)

  test('answers what tells that it is there', async () => {
    const server = await start(await kind.freshUrl())
    expect(await get(server, '/health')).toEqual({ status: 200, json: true })
    expect(await get(server, '/ready')).toEqual({ status: 200, json: { message: 'OK' } })
    expect(await get(server, '/version')).toEqual({ status: 200, json: '0.8.4' })
    expect(await get(server, '/hello')).toEqual({ status: 200, json: '👋' })
    expect(await get(server, '/admin/version')).toEqual({ status: 200, json: '3.8.8' })
  })

  test('shows its settings, secrets masked', async () => {
    const server = await start(await kind.freshUrl(), { 'server.database.password': 'hidden' })
    const { json } = await get(server, '/admin/settings')
    expect(json).toMatchObject({
      server: {
        database: { connection_url: '**********', password: '**********' },
        api: { default_limit: 200 },
      },
    })
    expect(JSON.stringify(json)).not.toContain('hidden')
  })

  test('makes a new database', async () => {
    const server = await start(await kind.emptyUrl())
    expect((await post(server, '/flows/', { name: 'first' })).status).toBe(201)
  })

  test('lives while its database is away, and says so', async () => {
    const server = await start(await kind.freshUrl())
    await server.context.database.close()
    expect(await get(server, '/health')).toEqual({ status: 200, json: true })
    expect(await get(server, '/ready')).toEqual({
      status: 503,
      json: { message: 'Database is not available' },
    })
  })

  test('answers what it has before it ends', async () => {
    const server = await start(await kind.freshUrl())
    const { hostname, port } = new URL(server.url)
    const client = connect(Number(port), hostname)
    let answer = ''
    client.on('data', (data) => {
      answer += data
    })
    client.write(
      'POST /api/flows/count HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n',
    )
    await expect.poll(() => answer).toContain('100 Continue')
    const closed = stop(server)
    client.write('{}')
    await once(client, 'close')
    await closed
    expect(answer).toMatch(/HTTP\/1\.1 200 OK.*\r\n\r\n0$/s)
    await expect(fetch(server.apiUrl)).rejects.toThrow()
  })

  test('asks sockets to connect again when it ends, and has what they sent', async () => {
    const url = await kind.freshUrl()
    const server = await start(url)
    const socket = await openSocket(server, '/events/in')
    const occurred = printInstant(server.context.clock.now())
    const resource = { 'prefect.resource.id': 'a' }
    socket.send(JSON.stringify({ id: server.context.ids.next(), occurred, event: 'test.event', resource }))
    socket.ping()
    await once(socket, 'pong')
    const closing = once(socket, 'close')
    await stop(server)
    expect((await closing)[0]).toBe(1012)
    const { context } = await start(url, {}, [])
    expect(await countEvents(context)).toBe(1)
  })

  test('leaves nothing behind where it cannot listen', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const url = await kind.freshUrl()
    await expect(start(url, { 'server.api.port': port })).rejects.toThrow(CannotListen)
    other.close()
    expect((await get(await start(url), '/ready')).status).toBe(200)
  })
})

describe('servers that share a database', () => {
  const kind = databases.find(({ name }) => name === 'postgresql') as DatabaseKind
  skipWhereMissing(kind)

  test('tell each other what was committed', async () => {
    const url = await kind.freshUrl()
    const settings = { 'server.logs.stream_out_enabled': true, 'server.logs.stream_publishing_enabled': true }
    const [here, there] = [await start(url, settings), await start(url, settings)]
    const socket = await openSocket(there, '/logs/out')
    socket.send(JSON.stringify({ type: 'filter', filter: {} }))
    const heard: JsonObject[] = []
    socket.on('message', (data) => heard.push(JSON.parse(String(data))))
    const timestamp = printInstant(here.context.clock.now())
    const log = { name: 'prefect', level: 20, message: 'x'.repeat(20_000), timestamp }
    // The filter and the log travel on different connections: say it until it is heard.
    await expect
      .poll(async () => {
        await post(here, '/logs/', [log])
        return heard
      })
      .toContainEqual({ type: 'log', log: expect.objectContaining({ ...log, created: null, updated: null }) })
  })
})

async function countEvents({ database }: Context): Promise<number> {
  const { sql } = database.quick
  const [stored] = await database.quick.execute(
    sql
      .selectFrom('events')
      .select((eb) => eb.fn.countAll().as('count'))
      .compile(),
  )
  const [waiting] = await database.quick.execute(
    sql
      .selectFrom('reeve_outbox')
      .select((eb) => eb.fn.countAll().as('count'))
      .compile(),
  )
  return Number(stored?.count) + Number(waiting?.count)
}
