import { buildFlowRun, buildWorkPool, buildWorkQueue, databases, skipWhereMissing } from '@reeve/testkit'
import type { JsonObject } from '@reeve/wire'
import pino from 'pino'
import { describe, expect, test, vi } from 'vitest'
import type { Context } from '../../context.ts'
import { timeOutCancellations } from '../../operations/flow-runs/time-out-cancellations.ts'
import { deleteWorkPool } from '../../operations/work-pools/delete-work-pool.ts'
import { type RunningServer, startServer } from '../../server.ts'
import { cleanupDispatch, cleanupReconciler } from '../../services/worker-cleanups.ts'
import { settingsWith } from '../../settings.ts'
import { connectTo, type TestClient, useSockets } from '../testing.ts'
import { workerChannel } from './worker-channel.ts'
import { CONSUMER, connectWorker, frame, hello } from './worker-testing.ts'

const [FIRST, OTHER] = ['00000000-0000-4000-8000-00000000c001', '00000000-0000-4000-8000-00000000c002']
const LEASE_SECONDS = 30
const TIMEOUT_SECONDS = 301

/** A worker that takes messages. */
const cleaner = (changes: JsonObject = {}) => hello({ max_cleanup_concurrency: 5, ...changes })

const cancelling = (ctx: Context, columns: object) =>
  buildFlowRun(ctx.database, {
    state: { type: 'CANCELLING' },
    infrastructure_pid: 'host:7',
    ...columns,
  })

const payloadOf = async (client: TestClient): Promise<JsonObject> =>
  (await client.next()).payload as JsonObject

interface Said {
  readonly operation: 'ack' | 'release' | 'renew'
  readonly message: JsonObject
}

async function say(client: TestClient, { operation, message }: Said) {
  const { message_id, reservation_token } = message
  const reason = operation === 'release' ? { reason: 'infrastructure_not_available' } : {}
  client.send(frame(`cleanup.${operation}.v1`, { message_id, reservation_token, ...reason } as JsonObject))
  return payloadOf(client)
}

describe.each(databases)('messages to clean up after runs on $name', (kind) => {
  const sockets = useSockets(kind, [workerChannel])
  const ctx = () => sockets().ctx

  const pool = (columns: object = {}) => buildWorkPool(ctx().database, { name: 'p', ...columns })
  async function connect(first = cleaner()): Promise<TestClient> {
    const client = await connectWorker(sockets(), 'p', first)
    await client.next()
    return client
  }
  /** Ends the cancellation of runs of this queue, which nobody confirmed; returns the last. */
  async function abandon(work_queue_id: string | null, count = 1) {
    const runs = await Promise.all(Array.from({ length: count }, () => cancelling(ctx(), { work_queue_id })))
    sockets().clock.advance(TIMEOUT_SECONDS)
    await timeOutCancellations(ctx())
    return runs.at(-1)
  }
  const queued = () =>
    ctx()
      .database.quick.sql.selectFrom('reeve_worker_cleanup')
      .select(['id', 'delivery_count', 'holder'])
      .execute()

  test('a worker that takes them is told so', async () => {
    await pool()
    const client = await connectWorker(sockets(), 'p', cleaner())
    expect(await payloadOf(client)).toMatchObject({
      accepted_capabilities: ['worker_heartbeat.v1', 'work_pool_snapshot.v1', 'cleanup_delivery.v1'],
      rejected_capabilities: [],
      effective_max_cleanup_concurrency: 5,
    })
  })

  test.each([
    ['knows no kind of them', { handled_cleanup_kinds: [] }],
    ['takes none at a time', { max_cleanup_concurrency: 0 }],
    ['does not ask', { requested_capabilities: ['worker_heartbeat.v1', 'work_pool_snapshot.v1'] }],
  ])('a worker that %s is given none, and may say nothing of them', async (_case, changes) => {
    const { default_queue_id } = await pool()
    const client = await connectWorker(sockets(), 'p', cleaner(changes))
    expect(await payloadOf(client)).toMatchObject({ effective_max_cleanup_concurrency: 0 })
    await abandon(default_queue_id)
    const [message] = await queued()
    const said = { message_id: message?.id, reservation_token: 't' } as JsonObject
    expect(await say(client, { operation: 'ack', message: said })).toMatchObject({
      operation: 'ack',
      status: 'unauthorized',
      reason: 'cleanup_delivery_not_accepted',
    })
  })

  test('a run that nobody stopped in time is a matter for the workers of its pool', async () => {
    const { default_queue_id } = await pool()
    const client = await connect()
    const run = await abandon(default_queue_id)
    const received = await client.next()
    expect(received).toMatchObject({
      type: 'cleanup.message.v1',
      payload: {
        kind: 'cancelling_timeout_teardown.v1',
        delivery_count: 1,
        work_queue_id: default_queue_id,
        target: { flow_run_id: run?.id, infrastructure_pid: 'host:7' },
        data: {},
        lease_expires_at: '2026-01-01T00:05:31Z',
      },
    })
    const message = received.payload as JsonObject
    expect(await say(client, { operation: 'ack', message })).toEqual({
      request_frame_id: '00000000-0000-4000-8000-00000000f001',
      message_id: message.message_id,
      operation: 'ack',
      status: 'accepted',
      lease_expires_at: null,
      reason: null,
      detail: null,
    })
    expect(await queued()).toEqual([])
    expect(await say(client, { operation: 'ack', message })).toMatchObject({
      status: 'not_found',
      reason: 'message_not_found',
    })
  })

  test('a message waits for a worker to connect', async () => {
    const { default_queue_id } = await pool()
    await abandon(default_queue_id)
    const client = await connect()
    expect(await payloadOf(client)).toMatchObject({ delivery_count: 1 })
  })

  test.each([
    ['in no queue', null],
    ['in a pool without workers', 'ecs:push'],
    ['in a pool that others manage', 'prefect:managed'],
  ])('a run %s is nobody’s matter', async (_case, type) => {
    const { default_queue_id } = await pool({ type: type ?? 'process' })
    await abandon(type ? default_queue_id : null)
    expect(await queued()).toEqual([])
  })

  test('a message that is given back goes to somebody else, three times at most', async () => {
    const { default_queue_id } = await pool()
    const client = await connect()
    await abandon(default_queue_id)
    for (const status of ['accepted', 'accepted', 'dead_lettered']) {
      const message = await payloadOf(client)
      expect(await say(client, { operation: 'release', message })).toMatchObject({ status })
    }
    expect(await queued()).toEqual([])
  })

  test('a worker that holds on to a message keeps it, one that falls silent loses it', async () => {
    const { default_queue_id } = await pool()
    const client = await connect()
    await abandon(default_queue_id)
    const message = await payloadOf(client)
    sockets().clock.advance(LEASE_SECONDS - 1)
    expect(await say(client, { operation: 'renew', message })).toMatchObject({
      status: 'accepted',
      lease_expires_at: '2026-01-01T00:06:00Z',
    })
    sockets().clock.advance(LEASE_SECONDS - 1)
    await cleanupDispatch.tick(ctx())
    sockets().clock.advance(1)
    await cleanupDispatch.tick(ctx())
    expect(await payloadOf(client)).toMatchObject({ message_id: message.message_id, delivery_count: 2 })
    expect(await say(client, { operation: 'ack', message })).toMatchObject({
      status: 'invalid_token',
      reason: 'reservation_token_mismatch',
    })
  })

  test('what is said too late frees the message', async () => {
    const { default_queue_id } = await pool()
    const client = await connect()
    await abandon(default_queue_id)
    const message = await payloadOf(client)
    sockets().clock.advance(LEASE_SECONDS)
    expect(await say(client, { operation: 'ack', message })).toMatchObject({
      status: 'expired',
      reason: 'lease_expired',
    })
    expect(await payloadOf(client)).toMatchObject({ message_id: message.message_id, delivery_count: 2 })
  })

  test('a message that was lost three times is dropped', async () => {
    const { default_queue_id } = await pool()
    const client = await connect()
    await abandon(default_queue_id)
    for (const delivery_count of [1, 2, 3]) {
      expect(await payloadOf(client)).toMatchObject({ delivery_count })
      await cleanupReconciler.tick(ctx())
      expect(await queued()).toHaveLength(1)
      sockets().clock.advance(LEASE_SECONDS)
      await cleanupDispatch.tick(ctx())
    }
    await cleanupReconciler.tick(ctx())
    expect(await queued()).toEqual([])
  })

  test('a message that no worker takes is dropped after a week', async () => {
    const { default_queue_id } = await pool()
    await abandon(default_queue_id)
    sockets().clock.advance(7 * 24 * 60 * 60 - 1)
    await cleanupReconciler.tick(ctx())
    expect(await queued()).toHaveLength(1)
    sockets().clock.advance(1)
    await cleanupReconciler.tick(ctx())
    expect(await queued()).toEqual([])
  })

  test('a worker holds as many as it takes at a time, on all of its connections', async () => {
    const { default_queue_id } = await pool()
    const one = await connect(cleaner({ max_cleanup_concurrency: 1 }))
    const again = await connect(cleaner({ max_cleanup_concurrency: 1 }))
    await abandon(default_queue_id, 2)
    const message = await payloadOf(one)
    await cleanupDispatch.tick(ctx())
    expect((await queued()).map(({ delivery_count }) => delivery_count).sort()).toEqual([0, 1])
    one.send(
      frame('cleanup.ack.v1', {
        message_id: message.message_id,
        reservation_token: message.reservation_token,
      } as JsonObject),
    )
    expect((await payloadOf(again)).message_id).not.toBe(message.message_id)
  })

  test('workers of the same pool take turns', async () => {
    const { default_queue_id } = await pool()
    const [one, two] = [await connect(), await connect(cleaner({ consumer_id: OTHER }))]
    await abandon(default_queue_id, 4)
    const messages = [
      ...[await payloadOf(one), await payloadOf(one)],
      ...[await payloadOf(two), await payloadOf(two)],
    ]
    expect(new Set(messages.map(({ message_id }) => message_id)).size).toBe(4)
    expect(messages.map(({ delivery_count }) => delivery_count)).toEqual([1, 1, 1, 1])
  })

  test('a worker of the run’s own queue comes first, another if there is none', async () => {
    const { id } = await pool()
    const queue = await buildWorkQueue(ctx().database, { work_pool_id: id, name: 'own' })
    const stranger = await connect(cleaner({ work_queue_names: ['default'] }))
    const own = await connect(cleaner({ consumer_id: OTHER, work_queue_names: ['own'] }))
    await abandon(queue.id)
    const message = await payloadOf(own)
    own.vanish()
    await vi.waitFor(async () => {
      sockets().clock.advance(LEASE_SECONDS)
      await cleanupDispatch.tick(ctx())
      const [held] = await queued()
      expect(held?.holder).toMatch(new RegExp(`^${CONSUMER}:`))
    })
    // Not above: each look there lets what was sent run out, so that it is sent again.
    await vi.waitFor(() => expect(stranger.received).toHaveLength(3))
    expect(await payloadOf(stranger)).toMatchObject({ message_id: message.message_id })
  })

  test('another pool’s message is out of reach', async () => {
    const { default_queue_id } = await pool()
    const client = await connect()
    await abandon(default_queue_id)
    const message = await payloadOf(client)
    await buildWorkPool(ctx().database, { name: 'q' })
    const stranger = await connectWorker(sockets(), 'q', cleaner({ consumer_id: OTHER }))
    await stranger.next()
    expect(await say(stranger, { operation: 'ack', message })).toMatchObject({
      status: 'unauthorized',
      reason: 'work_pool_mismatch',
    })
  })

  test('what cannot be read closes the channel', async () => {
    await pool()
    const client = await connect()
    client.send(frame('cleanup.release.v1', { message_id: FIRST, reservation_token: 't' }))
    expect(await client.closed).toEqual([1002, 'protocol_error'])
  })

  test('the messages of a pool end with it', async () => {
    const { default_queue_id } = await pool()
    await abandon(default_queue_id)
    await deleteWorkPool(ctx(), 'p')
    expect(await queued()).toEqual([])
  })
})

describe.each(databases.filter(({ name }) => name === 'postgresql'))('two servers on $name', (kind) => {
  skipWhereMissing(kind)

  const start = (url: string): Promise<RunningServer> =>
    startServer({
      settings: settingsWith({
        'server.api.port': 0,
        'server.database.connection_url': url,
        'server.services.cancellation_cleanup.cancelling_timeout_seconds': 1,
      }),
      databaseFile: '',
      log: pino({ level: 'silent' }),
      services: [],
    })

  const connectOver = (server: RunningServer) =>
    connectWorker(
      { connect: (path, protocol) => connectTo(server.apiUrl.replace('http', 'ws') + path, protocol) },
      'p',
      cleaner(),
    )

  test('a message that one queues reaches a worker on the other, which may answer to the first', async () => {
    const url = await kind.freshUrl()
    const [here, there] = [await start(url), await start(url)]
    try {
      const { default_queue_id } = await buildWorkPool(here.context.database, { name: 'p' })
      const client = await connectOver(there)
      await client.next()
      await cancelling(here.context, { work_queue_id: default_queue_id })
      await timeOutCancellations(here.context)
      const message = await payloadOf(client)
      await there.close()
      expect((await client.closed)[0]).toBe(1012)
      const again = await connectOver(here)
      await again.next()
      expect(await say(again, { operation: 'ack', message })).toMatchObject({ status: 'accepted' })
    } finally {
      await here.close()
    }
  })
})
