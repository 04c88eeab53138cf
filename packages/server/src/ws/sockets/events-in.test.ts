import { Overloaded } from '@reeve/database'
import { buildFlowRun, databases } from '@reeve/testkit'
import type { JsonObject } from '@reeve/wire'
import { describe, expect, test, vi } from 'vitest'
import { type Sockets, useSockets } from '../testing.ts'
import { eventsIn } from './events-in.ts'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const event = (number: number, change: JsonObject = {}): JsonObject => ({
  id: id(number),
  occurred: '2026-01-01T00:00:00Z',
  event: 'kettle.boiled',
  resource: { 'prefect.resource.id': 'kettle.1' },
  ...change,
})

async function storedIds({ ctx }: Sockets): Promise<unknown[]> {
  const rows = await ctx.database.quick.sql.selectFrom('reeve_outbox').select('body').orderBy('seq').execute()
  return rows.flatMap(({ body }) => (JSON.parse(body) as JsonObject[]).map((stored) => stored.id))
}

/** Lets the database refuse the first writes, as it does when too many wait. */
function refuseWrites({ ctx }: Sockets, count: number) {
  const write = vi.spyOn(ctx.database, 'write')
  for (let index = 0; index < count; index++) write.mockRejectedValueOnce(new Overloaded(1))
  return write
}

describe.each(databases)('the socket for events on $name', (kind) => {
  const sockets = useSockets(kind, [eventsIn])
  const connect = () => sockets().connect('/events/in')

  test('answers a ping when every event before it is stored, in its order', async () => {
    const client = await connect()
    const sent = Array.from({ length: 1200 }, (_, index) => event(index))
    for (const one of sent) client.send(one)
    await client.pong()
    expect(await storedIds(sockets())).toEqual(sent.map((one) => one.id))
    expect(client.received).toEqual([])
  })

  test('stores what arrived together in few units of work', async () => {
    const write = vi.spyOn(sockets().ctx.database, 'write')
    const client = await connect()
    for (let index = 0; index < 300; index++) client.send(event(index))
    await client.pong()
    expect(await storedIds(sockets())).toHaveLength(300)
    expect(write.mock.calls.length).toBeLessThan(30)
  })

  test('has the task runs of what it confirmed', async () => {
    const { database } = sockets().ctx
    const flowRun = await buildFlowRun(database)
    const client = await connect()
    for (const [number, type] of [
      [1, 'PENDING'],
      [2, 'RUNNING'],
      [3, 'COMPLETED'],
    ] as const) {
      client.send(
        event(number, {
          occurred: `2026-01-01T00:00:0${number}Z`,
          event: `prefect.task-run.${type}`,
          resource: {
            'prefect.resource.id': `prefect.task-run.${id(77)}`,
            'prefect.orchestration': 'client',
          },
          related: [
            { 'prefect.resource.id': `prefect.flow-run.${flowRun.id}`, 'prefect.resource.role': 'flow-run' },
          ],
          payload: {
            task_run: { name: 'greet-0', task_key: 'greet', dynamic_key: '0' },
            validated_state: { type, name: type },
          },
        }),
      )
    }
    await client.pong()
    const run = await database.quick.sql
      .selectFrom('task_run')
      .selectAll()
      .where('id', '=', id(77))
      .executeTakeFirst()
    expect(run).toMatchObject({
      name: 'greet-0',
      state_type: 'COMPLETED',
      state_id: id(3),
      flow_run_id: flowRun.id,
    })
  })

  test.each<[string, JsonObject | string, string]>([
    ['no JSON', '{', 'Cannot read the message as JSON'],
    ['no event', { a: 1 }, 'Invalid event: occurred: Field required'],
    ['an event without a resource', event(2, { resource: {} }), 'Invalid event: resource: Value error'],
  ])('%s ends the connection, what came before it is kept', async (_, message, reason) => {
    const client = await connect()
    client.send(event(1))
    client.send(message)
    client.send(event(3))
    const [code, text] = await client.closed
    expect([code, text.startsWith(reason)]).toEqual([1007, true])
    await vi.waitFor(async () => expect(await storedIds(sockets())).toEqual([id(1)]))
  })

  test('a busy database makes the sender wait and loses nothing', async () => {
    const write = refuseWrites(sockets(), 3)
    const client = await connect()
    for (let index = 0; index < 20; index++) client.send(event(index))
    await client.pong()
    expect(await storedIds(sockets())).toEqual(Array.from({ length: 20 }, (_, index) => id(index)))
    expect(write.mock.calls.length).toBeGreaterThan(3)
  })

  test('a server that stops stores what it has received', async () => {
    const client = await connect()
    for (let index = 0; index < 20; index++) client.send(event(index))
    await vi.waitFor(async () => expect((await storedIds(sockets())).length).toBeGreaterThan(0))
    await sockets().stop()
    expect((await client.closed)[0]).toBe(1012)
    const stored = await storedIds(sockets())
    expect(stored).toEqual(Array.from({ length: stored.length }, (_, index) => id(index)))
  })
})
