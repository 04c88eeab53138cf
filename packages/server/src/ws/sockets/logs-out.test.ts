import { databases } from '@reeve/testkit'
import type { JsonObject } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { type TestClient, useSockets } from '../testing.ts'
import { logsOut } from './logs-out.ts'

const RUN = '00000000-0000-4000-8000-000000000001'
const TASK = '00000000-0000-4000-8000-000000000002'
const OTHER = '00000000-0000-4000-8000-000000000003'

const log = (fields: JsonObject = {}): JsonObject => ({
  id: RUN,
  created: null,
  updated: null,
  name: 'x',
  level: 20,
  message: 'hello',
  timestamp: '2026-01-01T00:00:00.500000Z',
  flow_run_id: null,
  task_run_id: null,
  ...fields,
})

// What the socket does has nothing to do with the database, so one kind will do.
const [kind] = databases
if (!kind) throw new Error('There is no kind of database')

describe('the socket of logs', () => {
  const sockets = useSockets(kind, [logsOut], { 'server.logs.stream_out_enabled': true })

  async function subscribe(filter: JsonObject): Promise<TestClient> {
    const client = await sockets().connect('/logs/out')
    client.send({ type: 'filter', filter })
    await client.pong()
    return client
  }

  test('sends logs that match the filter as they are written, in their order', async () => {
    const client = await subscribe({ flow_run_id: { any_: [RUN] } })
    const mine = [log({ flow_run_id: RUN, message: 'one' }), log({ flow_run_id: RUN, message: 'two' })]
    sockets().ctx.broadcast.publish('logs', [log({ flow_run_id: OTHER }), ...mine])
    expect([await client.next(), await client.next()]).toEqual(
      mine.map((sent) => ({ type: 'log', log: sent })),
    )
  })

  test.each<[JsonObject | string, unknown]>([
    [{ type: 'hello' }, "Expected 'filter' message"],
    ['["filter"]', "Expected 'filter' message"],
    [{ type: 'filter', filter: { nonsense: 1 } }, 'Invalid filter: nonsense: Extra inputs are not permitted'],
    [{ type: 'filter' }, expect.stringMatching(/^Invalid filter: /)],
  ])('is closed after %j', async (message, reason) => {
    const client = await sockets().connect('/logs/out')
    client.send(message)
    expect(await client.closed).toEqual([1002, reason])
  })

  test.each<[JsonObject, boolean]>([
    [{}, true],
    [{ level: { ge_: 30, le_: 30 } }, true],
    [{ level: { ge_: 31 } }, false],
    [{ level: { le_: 29 } }, false],
    [{ timestamp: { after_: '2026-01-01T00:00:00.5Z', before_: '2026-01-01T00:00:00.5Z' } }, true],
    [{ timestamp: { after_: '2026-01-01T00:00:00.500001Z' } }, false],
    [{ timestamp: { before_: '2026-01-01T00:00:00.499999Z' } }, false],
    [{ flow_run_id: { any_: [OTHER, RUN] } }, true],
    [{ flow_run_id: { any_: [] } }, false],
    [{ flow_run_id: { any_: [OTHER] } }, false],
    [{ task_run_id: { any_: [TASK] } }, true],
    [{ task_run_id: { any_: [OTHER] } }, false],
    [{ task_run_id: { is_null_: false } }, true],
    [{ task_run_id: { is_null_: true } }, false],
    [{ text: { query: 'not in the message' } }, true],
  ])('under %j a log is sent: %s', async (filter, isSent) => {
    const client = await subscribe(filter)
    sockets().ctx.broadcast.publish('logs', [log({ level: 30, flow_run_id: RUN, task_run_id: TASK })])
    await client.pong()
    expect(client.received).toHaveLength(isSent ? 1 : 0)
  })
})

describe('the socket of logs where streaming is switched off', () => {
  const sockets = useSockets(kind, [logsOut])

  test('stays open and silent', async () => {
    const client = await sockets().connect('/logs/out')
    client.send({ type: 'filter', filter: {} })
    await client.pong()
    sockets().ctx.broadcast.publish('logs', [log()])
    await client.pong()
    expect(client.received).toEqual([])
  })
})
