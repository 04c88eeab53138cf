import { buildFlowRun, databases } from '@reeve/testkit'
import { addSeconds, type Instant, type Json, type JsonObject, printInstant } from '@reeve/wire'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expandWholeOutbox } from '../operations/events/expand-outbox.ts'
import { eventBindings } from './events.ts'
import { refusal, useApi } from './testing.ts'

const id = (kind: number, number: number) =>
  `00000000-0000-4000-8000-${kind}${String(number).padStart(11, '0')}`
let lastId = 0
const event = (change: JsonObject = {}): JsonObject => {
  lastId++
  return {
    id: id(1, lastId),
    occurred: '2026-01-01T00:00:00Z',
    event: 'kettle.boiled',
    resource: { 'prefect.resource.id': 'kettle.1' },
    related: [{ 'prefect.resource.id': 'kitchen.1', 'prefect.resource.role': 'room' }],
    payload: { degrees: 100 },
    follows: null,
    ...change,
  }
}

describe.each(databases)('POST /events on $name', (kind) => {
  const api = useApi(kind, eventBindings)
  const post = (body: Json) => api().call('POST', '/events', body)

  test('stores events with the time they were received', async () => {
    const sent = [event(), event({ occurred: '2026-01-01T01:00:00.5+01:00' })]
    expect(await post(sent)).toMatchObject({ status: 204, body: '' })
    const received = printInstant(api().clock.now())
    expect((await api().events()).slice(-2)).toEqual([
      { ...sent[0], received },
      { ...sent[1], occurred: '2026-01-01T00:00:00.500000Z', received },
    ])
  })

  test('fills in what a client may leave out', async () => {
    const { related: _, payload: __, follows: ___, ...bare } = event()
    await post([{ ...bare, unheard_of: 1 }])
    expect((await api().events()).at(-1)).toEqual({
      ...bare,
      occurred: '2026-01-01T00:00:00Z',
      related: [],
      payload: {},
      follows: null,
      received: printInstant(api().clock.now()),
    })
  })

  test('takes no events at all, and those alone that are not too large', async () => {
    expect((await post([])).status).toBe(204)
    const [large, small] = [event({ payload: { text: 'x'.repeat(1_500_000) } }), event()]
    expect((await post([large, small])).status).toBe(204)
    const stored = (await api().events()).map((one) => one.id)
    expect(stored).toContain(small?.id)
    expect(stored).not.toContain(large?.id)
  })

  test.each<[string, JsonObject, (string | number)[]]>([
    ['a resource without an id', { resource: { name: 'a' } }, ['resource']],
    ['a resource with an empty id', { resource: { 'prefect.resource.id': '' } }, ['resource']],
    ['a related resource without a role', { related: [{ 'prefect.resource.id': 'b' }] }, ['related', 0]],
    ['a long name', { event: 'x'.repeat(1025) }, ['event']],
    [
      'too many related resources',
      {
        related: Array.from({ length: 101 }, () => ({
          'prefect.resource.id': 'b',
          'prefect.resource.role': 'r',
        })),
      },
      ['related'],
    ],
    [
      'too many labels',
      {
        resource: {
          'prefect.resource.id': 'a',
          ...Object.fromEntries(Array.from({ length: 500 }, (_, n) => [n, ''])),
        },
      },
      ['resource'],
    ],
  ])('refuses %s, and with it the whole request', async (_, change, at) => {
    const [good, bad] = [event(), event(change)]
    expect(await post([good, bad])).toMatchObject(refusal('value_error', ['body', 1, ...at]))
    expect((await api().events()).map((one) => one.id)).not.toContain(good?.id)
  })

  test('refuses what is no list of events', async () => {
    expect(await post({})).toMatchObject(refusal('list_type', ['body']))
    expect(await post([event({ id: 'x' })])).toMatchObject(refusal('uuid_parsing', ['body', 0, 'id']))
  })

  test('what no database stores is cleaned out of an event', async () => {
    const odd = event({
      event: 'a\0b',
      payload: { 'k\0ey': ['\0', 'talk of \\u0000'] },
      resource: { 'prefect.resource.id': 'x\0' },
    })
    expect((await post([odd])).status).toBe(204)
    await expandWholeOutbox(api().ctx)
    const row = await api()
      .ctx.database.quick.sql.selectFrom('events')
      .select(['event', 'payload', 'resource_id'])
      .where('id', '=', String(odd.id))
      .executeTakeFirst()
    expect(row).toEqual({
      event: 'ab',
      resource_id: 'x',
      payload: { key: ['', 'talk of \\u0000'] },
    })
  })

  test('an event that comes again is told and stored once', async () => {
    const told: Json[] = []
    const stop = api().ctx.broadcast.subscribe('events', (events) =>
      told.push(...events.map((one) => one.id as string)),
    )
    const [one, other] = [event(), event()]
    await post([one, one] as Json)
    await expandWholeOutbox(api().ctx)
    await post([other, one] as Json)
    await expandWholeOutbox(api().ctx)
    stop()
    expect(told.filter((known) => known === one?.id || known === other?.id)).toEqual([one?.id, other?.id])
  })
})

interface Sketch {
  readonly run: number
  readonly second: number
  readonly type: string
}

const START = '2026-01-01 00:00:00.000000' as Instant
const instant = (second: number) => printInstant(addSeconds(START, second))

/** What a client sends when a task run enters a state, with every field that it may send. */
const report = (flowRunId: string, { run, second, type }: Sketch): JsonObject => ({
  id: id(2, run * 1000 + second),
  occurred: instant(second),
  event: `prefect.task-run.${type}`,
  resource: { 'prefect.resource.id': `prefect.task-run.${id(3, run)}`, 'prefect.orchestration': 'client' },
  related: [{ 'prefect.resource.id': `prefect.flow-run.${flowRunId}`, 'prefect.resource.role': 'flow-run' }],
  payload: {
    validated_state: { type, name: type, message: `at ${second}`, state_details: {}, data: { second } },
    task_run: {
      name: `task-${second}`,
      task_key: 'task',
      dynamic_key: `key-${run}`,
      run_count: second,
      flow_run_run_count: 1,
      tags: [`tag-${second}`],
      labels: { second },
      task_inputs: {},
      empirical_policy: { retries: second },
      expected_start_time: instant(0),
      start_time: instant(second),
      end_time: instant(second),
      total_run_time: second,
      cache_key: `cache-${second}`,
    },
  },
})

describe.each(databases)('task runs that clients report on $name', (kind) => {
  const api = useApi(kind, eventBindings)

  async function rowsOf(flowRunId: string) {
    const { sql } = api().ctx.database.quick
    const runs = await sql
      .selectFrom('task_run')
      .selectAll()
      .where('flow_run_id', '=', flowRunId)
      .orderBy('id')
      .execute()
    const states = await sql
      .selectFrom('task_run_state')
      .selectAll()
      .where('task_run_id', 'in', ['', ...runs.map((run) => run.id)].filter(Boolean))
      .orderBy('id')
      .execute()
    return { runs, states }
  }

  /** Ids are the same in each round. */
  const forget = (runs: readonly { id: string }[]) =>
    api().ctx.database.write((db) =>
      db.sql
        .deleteFrom('task_run')
        .where(
          'id',
          'in',
          runs.map((run) => run.id),
        )
        .execute(),
    )

  const sketches = fc.uniqueArray(
    fc.record({
      run: fc.integer({ min: 1, max: 4 }),
      second: fc.integer({ min: 1, max: 20 }),
      type: fc.constantFrom('PENDING', 'RUNNING', 'COMPLETED', 'SCHEDULED'),
    }),
    { selector: ({ run, second }) => `${run} ${second}`, minLength: 1, maxLength: 16 },
  )
  const arrivals = sketches.chain((all) =>
    fc.record({
      all: fc.constant(all),
      arrived: fc
        .subarray(all)
        .chain((again) => fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length })),
      batch: fc.integer({ min: 1, max: 8 }),
    }),
  )

  const newestOf = (all: readonly Sketch[]) => {
    const newest = new Map<number, Sketch>()
    for (const one of all) if (one.second > (newest.get(one.run)?.second ?? 0)) newest.set(one.run, one)
    return [...newest.values()].sort((a, b) => a.run - b.run)
  }

  test('are the same whatever the order, the batches and the repetitions of the events', async () => {
    await fc.assert(
      fc.asyncProperty(arrivals, async ({ all, arrived, batch }) => {
        const flowRun = await buildFlowRun(api().ctx.database)
        for (let start = 0; start < arrived.length; start += batch) {
          const events = arrived.slice(start, start + batch).map((one) => report(flowRun.id, one))
          expect((await api().call('POST', '/events', events)).status).toBe(204)
        }
        const { runs, states } = await rowsOf(flowRun.id)
        expect(runs).toEqual(
          newestOf(all).map(({ run, second, type }) =>
            expect.objectContaining({
              id: id(3, run),
              name: `task-${second}`,
              run_count: second,
              state_id: id(2, run * 1000 + second),
              state_type: type,
              state_timestamp: addSeconds(START, second),
              tags: [`tag-${second}`],
              labels: { second },
              empirical_policy: expect.objectContaining({ retries: second }),
              total_run_time: second,
              end_time: addSeconds(START, second),
              cache_key: `cache-${second}`,
            }),
          ),
        )
        const sent = all.map(({ run, second, type }) => [
          id(2, run * 1000 + second),
          id(3, run),
          type,
          { second },
        ])
        expect(states.map((state) => [state.id, state.task_run_id, state.type, state.data])).toEqual(
          sent.sort(),
        )
        await forget(runs)
      }),
      { numRuns: 40 },
    )
  })

  test('are there as soon as the events are confirmed, though one among them cannot be recorded', async () => {
    const flowRun = await buildFlowRun(api().ctx.database)
    const [before, between, after] = [1, 2, 3].map((run) =>
      report(flowRun.id, { run: 90 + run, second: 1, type: 'PENDING' }),
    )
    const gone = report('99999999-9999-4999-8999-999999999999', { run: 94, second: 1, type: 'PENDING' })
    const broken = {
      ...report(flowRun.id, { run: 95, second: 1, type: 'PENDING' }),
      payload: { task_run: 1 },
    }
    const sent = [before, gone, between, broken, after] as JsonObject[]
    expect((await api().call('POST', '/events', sent)).status).toBe(204)
    const { runs } = await rowsOf(flowRun.id)
    expect(runs.map((run) => run.id)).toEqual([id(3, 91), id(3, 92), id(3, 93)])
    const stored = new Set((await api().events()).map((one) => one.id))
    expect(sent.filter((one) => !stored.has(one.id as string))).toEqual([])
  })

  test('do not take each other down when the database refuses a change to several at once', async () => {
    const flowRun = await buildFlowRun(api().ctx.database)
    const named = (run: number, second: number, key: number) => {
      const { payload, ...rest } = report(flowRun.id, { run, second, type: 'PENDING' })
      const { task_run, ...others } = payload as { task_run: JsonObject }
      return {
        ...rest,
        payload: { ...others, task_run: { ...task_run, dynamic_key: `key-${key}` } },
      } as JsonObject
    }
    await api().call('POST', '/events', [named(96, 1, 96), named(97, 1, 97)])
    // Each run takes the key that the next one had: unique keys meet while the rows are changed in another order.
    const moved = [named(97, 2, 98), named(96, 2, 97), named(95, 2, 96)]
    expect((await api().call('POST', '/events', moved)).status).toBe(204)
    const { runs } = await rowsOf(flowRun.id)
    expect(runs.map((run) => [run.id, run.dynamic_key])).toEqual([
      [id(3, 95), 'key-96'],
      [id(3, 96), 'key-97'],
      [id(3, 97), 'key-98'],
    ])
  })

  test('of the same new runs from several senders at once are recorded once', async () => {
    const flowRun = await buildFlowRun(api().ctx.database)
    const runs = Array.from({ length: 10 }, (_, index) => 200 + index)
    const senders = Array.from({ length: 6 }, (_, sender) =>
      runs.map((run) => report(flowRun.id, { run, second: sender + 1, type: 'RUNNING' })),
    )
    const statuses = await Promise.all(
      senders.map(async (events) => (await api().call('POST', '/events', events)).status),
    )
    expect(statuses).toEqual(Array.from({ length: 6 }, () => 204))
    const stored = await rowsOf(flowRun.id)
    expect(stored.runs.map((run) => run.run_count)).toEqual(runs.map(() => 6))
    expect(stored.states).toHaveLength(60)
  })
})
