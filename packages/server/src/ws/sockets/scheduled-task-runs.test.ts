import { enqueueScheduledTasks } from '@reeve/database/queries/scheduled-tasks/enqueue-scheduled-tasks'
import { buildTaskRun, databases } from '@reeve/testkit'
import type { Json, StateType } from '@reeve/wire'
import { describe, expect, test, vi } from 'vitest'
import { taskClaims } from '../../services/task-claims.ts'
import { taskWorkersOf } from '../../task-workers/task-workers.ts'
import { useSockets } from '../testing.ts'
import { scheduledTaskRuns } from './scheduled-task-runs.ts'

describe.each(databases)('the socket of background tasks on $name', (kind) => {
  const sockets = useSockets(kind, [scheduledTaskRuns])
  const connect = () => sockets().connect('/task_runs/subscriptions/scheduled')
  const waitingRows = () =>
    sockets().ctx.database.quick.sql.selectFrom('reeve_scheduled_task').select(['id', 'queue']).execute()

  async function worker(keys: string[], clientId = 'worker') {
    const client = await connect()
    client.send({ type: 'subscribe', keys, client_id: clientId })
    return client
  }

  async function schedule(key: string, type: StateType = 'SCHEDULED') {
    const { ctx } = sockets()
    const run = await buildTaskRun(ctx.database, { task_key: key, flow_run_id: null, state: { type } })
    await ctx.database.write((db) =>
      enqueueScheduledTasks(db, [
        { id: run.id, task_key: key, queue: 'scheduled', enqueued: ctx.clock.now() },
      ]),
    )
    ctx.broadcast.publish('scheduled-tasks', [key])
    return run
  }

  const registered = (count: number) =>
    vi.waitFor(() => expect(taskWorkersOf(sockets().ctx).list([], sockets().clock.now())).toHaveLength(count))

  test('hands out what waits, one at a time, and takes what is acknowledged off the queue', async () => {
    const [first, second] = [await schedule('a'), await schedule('a')]
    const client = await worker(['a', 'b'])
    expect(await client.next()).toMatchObject({
      id: first.id,
      task_key: 'a',
      state: { type: 'SCHEDULED', timestamp: expect.stringMatching(/Z$/) },
    })
    client.send({ type: 'ack' })
    expect(await client.next()).toMatchObject({ id: second.id })
    expect(client.received).toHaveLength(2)
    client.send({ type: 'ack' })
    await vi.waitFor(async () => expect(await waitingRows()).toEqual([]))
  })

  test('wakes a worker that waits when a run is scheduled under its key', async () => {
    const [client, other] = [await worker(['a'], 'one'), await worker(['b'], 'two')]
    await registered(2)
    const run = await schedule('a')
    expect(await client.next()).toMatchObject({ id: run.id })
    expect(other.received).toEqual([])
  })

  test('gives each run to one of many workers', async () => {
    const clients = await Promise.all(
      Array.from({ length: 5 }, (_, index) => worker(['a'], `worker-${index}`)),
    )
    await registered(5)
    const runs = [
      await schedule('a'),
      await schedule('a'),
      await schedule('a'),
      await schedule('a'),
      await schedule('a'),
    ]
    const got = await Promise.all(clients.map(async (client) => (await client.next()).id))
    expect(got.sort()).toEqual(runs.map((run) => run.id).sort())
  })

  test('what a worker that vanished had not acknowledged goes to another, before the rest', async () => {
    const run = await schedule('a')
    const client = await worker(['a'], 'one')
    await client.next()
    await schedule('a')
    client.vanish()
    await vi.waitFor(async () => expect(await waitingRows()).toContainEqual({ id: run.id, queue: 'retry' }))
    const other = await worker(['a'], 'two')
    expect(await other.next()).toMatchObject({ id: run.id })
  })

  test('what was sent by a server that died is handed out again once the claim has lapsed', async () => {
    const run = await schedule('a')
    const { ctx, clock } = sockets()
    const lost = { claimed_by: 'a server that died', claimed_until: clock.now() }
    await ctx.database.write((db) => db.sql.updateTable('reeve_scheduled_task').set(lost).execute())
    clock.advance(-1)
    const client = await worker(['a'])
    await registered(1)
    clock.advance(1)
    await taskClaims.tick(ctx)
    expect(await client.next()).toMatchObject({ id: run.id })
  })

  test('a claim does not lapse while its worker is connected', async () => {
    await schedule('a')
    const client = await worker(['a'], 'slow')
    await client.next()
    const { ctx, clock } = sockets()
    for (let round = 0; round < 10; round++) {
      clock.advance(10)
      await taskClaims.tick(ctx)
    }
    const eager = await worker(['a'], 'eager')
    await registered(2)
    client.send({ type: 'ack' })
    await vi.waitFor(async () => expect(await waitingRows()).toEqual([]))
    expect(eager.received).toEqual([])
  })

  test('runs that are gone or no longer scheduled are passed over', async () => {
    await schedule('a', 'CANCELLED')
    const deleted = await schedule('a')
    await sockets().ctx.database.write((db) =>
      db.sql.deleteFrom('task_run').where('id', '=', deleted.id).execute(),
    )
    const run = await schedule('a')
    const client = await worker(['a'])
    expect(await client.next()).toMatchObject({ id: run.id })
  })

  test.each<[string, Json, string]>([
    ['is no subscription', { type: 'ack' }, "Protocol violation: expected 'subscribe' message"],
    [
      'has no keys',
      { type: 'subscribe', client_id: 'x' },
      "Protocol violation: expected 'keys' in subscribe message",
    ],
    [
      'has empty keys',
      { type: 'subscribe', keys: [], client_id: 'x' },
      "Protocol violation: expected 'keys' in subscribe message",
    ],
    [
      'has no name',
      { type: 'subscribe', keys: ['a'] },
      "Protocol violation: expected 'client_id' in subscribe message",
    ],
    ['is no object', [1], "Protocol violation: expected 'subscribe' message"],
  ])('a first message that %s is refused', async (_, message, reason) => {
    const client = await connect()
    client.send(message)
    expect(await client.closed).toEqual([4001, reason])
  })

  test('an answer other than an acknowledgement gives the run back and ends the connection', async () => {
    const run = await schedule('a')
    const client = await worker(['a'])
    await client.next()
    client.send({ type: 'what' })
    expect((await client.closed)[0]).toBe(4001)
    expect(await waitingRows()).toEqual([{ id: run.id, queue: 'retry' }])
  })

  test('a worker that quits is let go', async () => {
    await schedule('a')
    const client = await worker(['a'])
    await client.next()
    client.send({ type: 'quit' })
    expect(await client.closed).toEqual([1000, ''])
    expect(await waitingRows()).toEqual([])
  })

  test('workers are known as long as they are connected', async () => {
    const [one] = [
      await worker(['a', 'b'], 'one'),
      await worker(['b', 'c'], 'two'),
      await worker(['d'], 'one'),
    ]
    const { ctx, clock } = sockets()
    await vi.waitFor(() => expect(taskWorkersOf(ctx).list(['d'], clock.now())).toHaveLength(1))
    await registered(2)
    expect(taskWorkersOf(ctx).list([], clock.now())).toEqual([
      { identifier: 'one', task_keys: ['a', 'b', 'd'], timestamp: clock.now() },
      { identifier: 'two', task_keys: ['b', 'c'], timestamp: clock.now() },
    ])
    expect(
      taskWorkersOf(ctx)
        .list(['c', 'x'], clock.now())
        .map(({ identifier }) => identifier),
    ).toEqual(['two'])
    one?.vanish()
    await vi.waitFor(() => expect(taskWorkersOf(ctx).list(['a'], clock.now())).toEqual([]))
  })
})
