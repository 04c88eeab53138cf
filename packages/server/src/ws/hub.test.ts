import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Json } from '@reeve/wire'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Context } from '../context.ts'
import { type Settings, settingsWith } from '../settings.ts'
import { type Hub, openHub } from './hub.ts'
import { type BoundSocket, socket } from './socket.ts'

let server: Server
let hub: Hub
let clients: WebSocket[]

beforeEach(async () => {
  clients = []
  server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterEach(async () => {
  for (const client of clients) client.terminate()
  await hub.close()
  server.close()
})

function serveSockets(sockets: BoundSocket[], settings: Partial<Settings> = {}): void {
  const context = { settings: settingsWith(settings), log: pino({ level: 'silent' }) } as unknown as Context
  hub = openHub(context, server, sockets)
}

function connect(path: string, protocols: string[] = []): WebSocket {
  const { port } = server.address() as AddressInfo
  const client = new WebSocket(`ws://127.0.0.1:${port}/api${path}`, protocols)
  client.on('error', () => {})
  clients.push(client)
  return client
}

async function connected(path: string, protocols: string[] = []): Promise<WebSocket> {
  const client = connect(path, protocols)
  await once(client, 'open')
  return client
}

async function nextMessage(client: WebSocket): Promise<Json> {
  const [data] = await once(client, 'message')
  return JSON.parse(String(data))
}

async function closing(client: WebSocket): Promise<[number, string]> {
  const [code, reason] = await once(client, 'close')
  return [code, String(reason)]
}

/** A promise with its resolve function. */
function gate() {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { opened: promise, open: resolve }
}

const echo = socket({
  path: '/echo/{name}',
  pong: 'when-handled',
  async open(_ctx, connection) {
    const name = connection.params.name ?? null
    for await (const message of connection.messages) await connection.send({ name, message })
  },
})

describe('the handshake', () => {
  test('without the subprotocol there is none', async () => {
    serveSockets([echo])
    const client = await connected('/echo/a%20b')
    expect(client.protocol).toBe('')
    client.send('1')
    expect(await nextMessage(client)).toEqual({ name: 'a b', message: 1 })
  })

  test('with the subprotocol the client authenticates first', async () => {
    serveSockets([echo], { 'server.api.auth_string': 'admin:secret' })
    const client = await connected('/echo/x', ['prefect'])
    expect(client.protocol).toBe('prefect')
    client.send('{"type":"auth","token":"admin:secret"}')
    expect(await nextMessage(client)).toEqual({ type: 'auth_success' })
    client.send('"hello"')
    expect(await nextMessage(client)).toEqual({ name: 'x', message: 'hello' })
  })

  test('a token is ignored where no auth string is set', async () => {
    serveSockets([echo])
    const client = await connected('/echo/x', ['prefect'])
    client.send('{"type":"auth","token":"anything"}')
    expect(await nextMessage(client)).toEqual({ type: 'auth_success' })
  })

  test.each([
    ['{"type":"filter"}', "Expected 'auth' message"],
    ['{"type":"auth","token":null}', 'Auth required but no token provided'],
    ['{"type":"auth"}', 'Auth required but no token provided'],
    ['{"type":"auth","token":"admin:wrong"}', 'Invalid token'],
  ])('%s is refused', async (message, reason) => {
    serveSockets([echo], { 'server.api.auth_string': 'admin:secret' })
    const client = await connected('/echo/x', ['prefect'])
    client.send(message)
    expect(await closing(client)).toEqual([1008, reason])
  })

  test.each([
    ['/nowhere', ['prefect'], {}],
    ['/echo/x', [], { 'server.api.auth_string': 'admin:secret' }],
  ])('an upgrade to %s as %j is refused', async (path, protocols, settings) => {
    serveSockets([echo], settings)
    const [, response] = await once(connect(path, protocols), 'unexpected-response')
    expect(response.statusCode).toBe(403)
  })
})

describe('pings', () => {
  test('are answered after everything before them was handled', async () => {
    const handled: Json[] = []
    const gates = [gate(), gate(), gate()]
    const slow = socket({
      path: '/slow',
      pong: 'when-handled',
      async open(_ctx, { messages }) {
        for await (const message of messages) {
          await gates[handled.length]?.opened
          handled.push(message)
        }
      },
    })
    serveSockets([slow])
    const client = await connected('/slow')
    const pongs: string[] = []
    client.on('pong', (data) => pongs.push(String(data)))
    client.ping('first')
    await expect.poll(() => pongs).toEqual(['first'])
    client.send('1')
    client.send('2')
    client.ping('second')
    client.send('3')
    client.ping('third')

    gates[0]?.open()
    await expect.poll(() => handled).toEqual([1])
    expect(pongs).toEqual(['first'])
    gates[1]?.open()
    await expect.poll(() => pongs).toEqual(['first', 'second'])
    expect(handled).toEqual([1, 2])
    gates[2]?.open()
    await expect.poll(() => pongs).toEqual(['first', 'second', 'third'])
  })

  test('wait for the whole batch that they came with', async () => {
    const batches: Json[][] = []
    const { opened, open } = gate()
    const slow = socket({
      path: '/slow',
      pong: 'when-handled',
      async open(_ctx, connection) {
        for await (const batch of connection.batches(10)) {
          await opened
          batches.push([...batch])
        }
      },
    })
    serveSockets([slow])
    const client = await connected('/slow')
    for (const number of [1, 2, 3]) client.send(String(number))
    client.ping('ping')
    open()
    await once(client, 'pong')
    expect(batches.flat()).toEqual([1, 2, 3])
  })

  test('are answered at once on a socket that only sends', async () => {
    const feed = socket({
      path: '/feed',
      pong: 'at-once',
      open: (_ctx, { ended }) => new Promise((resolve) => ended.addEventListener('abort', () => resolve())),
    })
    serveSockets([feed])
    const client = await connected('/feed')
    client.send('"never read"')
    client.ping('ping')
    expect(String((await once(client, 'pong'))[0])).toBe('ping')
  })

  test('the server sends some, and ends a socket that does not answer', async () => {
    serveSockets([echo], {
      'server.api.websocket_ping_interval': 0.01,
      'server.api.websocket_ping_timeout': 0.05,
    })
    const alive = await connected('/echo/x')
    await once(alive, 'ping')
    await once(alive, 'ping')
    const { port } = server.address() as AddressInfo
    const dead = new WebSocket(`ws://127.0.0.1:${port}/api/echo/x`, { autoPong: false })
    clients.push(dead)
    expect(await closing(dead)).toEqual([1006, ''])
    expect(alive.readyState).toBe(WebSocket.OPEN)
  })
})

test('reading stops while too much waits, and nothing is lost', async () => {
  const { opened, open } = gate()
  let handled = 0
  const slow = socket({
    path: '/slow',
    pong: 'when-handled',
    async open(_ctx, connection) {
      for await (const batch of connection.batches(100)) {
        await opened
        handled += batch.length
      }
    },
  })
  serveSockets([slow])
  const client = await connected('/slow')
  const text = JSON.stringify('x'.repeat(10_000))
  for (let count = 0; count < 3000; count++) client.send(text)
  client.ping()
  await expect.poll(() => client.bufferedAmount).toBeGreaterThan(0)
  open()
  await once(client, 'pong')
  expect(handled).toBe(3000)
})

describe('the end', () => {
  test('a message that is no JSON closes the socket', async () => {
    serveSockets([echo])
    const client = await connected('/echo/x')
    client.send('{')
    expect((await closing(client))[0]).toBe(1007)
  })

  test('a handler that fails closes its socket only', async () => {
    const failing = socket({ path: '/failing', pong: 'at-once', open: () => Promise.reject(new Error('no')) })
    serveSockets([echo, failing])
    const other = await connected('/echo/x')
    expect(await closing(connect('/failing'))).toEqual([1011, 'Internal error'])
    other.send('1')
    expect(await nextMessage(other)).toEqual({ name: 'x', message: 1 })
  })

  test('a stopping server handles what has come, then asks clients to connect again', async () => {
    const { opened, open } = gate()
    const { opened: started, open: start } = gate()
    const handled: Json[] = []
    const slow = socket({
      path: '/slow',
      pong: 'when-handled',
      async open(_ctx, { messages }) {
        for await (const message of messages) {
          start()
          await opened
          handled.push(message)
        }
      },
    })
    serveSockets([slow])
    const client = await connected('/slow')
    client.send('1')
    client.send('2')
    await started
    const stopped = hub.close()
    open()
    expect((await closing(client))[0]).toBe(1012)
    await stopped
    expect(handled).toEqual([1, 2])
  })

  test('a handler that does not end is cut off', async () => {
    const stuck = socket({ path: '/stuck', pong: 'at-once', open: () => new Promise(() => {}) })
    serveSockets([stuck], { 'reeve.shutdown_seconds': 0.01 })
    const client = await connected('/stuck')
    const closed = closing(client)
    await hub.close()
    expect((await closed)[0]).toBe(1006)
  })

  test('a reason that does not fit a close frame is cut', async () => {
    const talkative = socket({
      path: '/talkative',
      pong: 'at-once',
      async open(_ctx, connection) {
        connection.close(1002, `Invalid filter: ${'ä'.repeat(200)}`)
      },
    })
    serveSockets([talkative])
    const [code, reason] = await closing(connect('/talkative'))
    expect(code).toBe(1002)
    expect(reason).toMatch(/^Invalid filter: ä+$/)
  })
})
