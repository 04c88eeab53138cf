import { databases } from '@reeve/testkit'
import { type JsonObject, readInstant } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { expandWholeOutbox } from '../../operations/events/expand-outbox.ts'
import { takeInEvents } from '../../operations/events/take-in-events.ts'
import { type TestClient, useSockets } from '../testing.ts'
import { eventsOut } from './events-out.ts'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const event = (number: number, change: JsonObject = {}): JsonObject => ({
  id: id(number),
  occurred: '2026-01-01T00:00:00Z',
  event: 'kettle.boiled',
  resource: { 'prefect.resource.id': 'kettle.1' },
  related: [],
  payload: {},
  follows: null,
  ...change,
})

const FUTURE = { until: '2027-01-01T00:00:00Z' }
const numbers = (messages: readonly JsonObject[]) =>
  messages.map(({ event }) => Number(String((event as JsonObject).id).slice(-12)))

describe.each(databases)('the socket of events on $name', (kind) => {
  const sockets = useSockets(kind, [eventsOut], { 'server.events.websocket_backfill_page_size': 2 })

  async function subscribe(filter: JsonObject, message: JsonObject = {}): Promise<TestClient> {
    const client = await sockets().connect('/events/out')
    client.send({ type: 'filter', filter: { occurred: FUTURE, ...filter }, ...message })
    await client.pong()
    return client
  }

  /** Takes in events as a client sends them; what they are stored under stays in the outbox for now. */
  const takeIn = (...events: JsonObject[]) =>
    takeInEvents(
      sockets().ctx,
      events.map((one) => ({ ...one, occurred: readInstant(one.occurred as string) })) as never,
    )

  const happen = async (...events: JsonObject[]) => {
    await takeIn(...events)
    await expandWholeOutbox(sockets().ctx)
  }

  const take = async (client: TestClient, count: number) => {
    const taken: JsonObject[] = []
    while (taken.length < count) taken.push(await client.next())
    return taken
  }

  test('sends what is stored, in the order of its time and page by page, then what comes', async () => {
    const at = (second: number) => ({ occurred: `2026-01-01T00:00:0${second}Z` })
    await takeIn(event(1, at(5)), event(2, at(1)), event(3, at(3)), event(4, { event: 'oven.opened' }))
    const client = await subscribe({ event: { prefix: ['kettle.'] } })
    const stored = await take(client, 3)
    expect(numbers(stored)).toEqual([2, 3, 1])
    expect(stored[0]).toEqual({
      type: 'event',
      event: { ...event(2, at(1)), received: expect.stringMatching(/^2026-01-01T00:00:00/) },
    })
    await happen(event(5), event(6, { event: 'oven.closed' }), event(7))
    expect(numbers(await take(client, 2))).toEqual([5, 7])
  })

  test('sends only what comes to those who want no more', async () => {
    await happen(event(1))
    const client = await subscribe({}, { backfill: false })
    await happen(event(2))
    expect(numbers(await take(client, 1))).toEqual([2])
  })

  test('looks back only so far', async () => {
    await takeIn(
      event(1, { occurred: '2025-12-31T23:44:59Z' }),
      event(2, { occurred: '2025-12-31T23:45:01Z' }),
    )
    const client = await subscribe({ occurred: { since: '2020-01-01T00:00:00Z', ...FUTURE } })
    expect(numbers(await take(client, 1))).toEqual([2])
  })

  test.each<[JsonObject, boolean]>([
    [{}, true],
    [{ occurred: { until: '2025-12-31T23:59:59Z' } }, false],
    [{ event: { name: ['kettle.boiled'] } }, true],
    [{ event: { exclude_name: ['kettle.boiled'] } }, false],
    [{ event: { exclude_prefix: ['kettle'] } }, false],
    [{ id: { id: [id(2)] } }, false],
    [{ resource: { id: ['kettle.1'] } }, true],
    [{ resource: { id_prefix: ['oven'] } }, false],
    [{ resource: { labels: { colour: '!r*' } } }, false],
    [{ resource: { labels: { colour: 'r[a-f]d' } } }, true],
    [{ any_resource: { id: ['kitchen.1'] } }, true],
    [{ any_resource: [{ id: ['kitchen.1'] }, { id: ['ann'] }] }, false],
    [{ text: { query: 'WHISTLING' } }, true],
    [{ text: { query: 'kettle -whistling' } }, false],
  ])('under %j a new event is sent: %s', async (filter, isSent) => {
    const client = await subscribe(filter, { backfill: false })
    await happen(
      event(1, {
        resource: { 'prefect.resource.id': 'kettle.1', colour: 'red' },
        related: [{ 'prefect.resource.id': 'kitchen.1', 'prefect.resource.role': 'room' }],
        payload: { sound: 'Whistling' },
      }),
    )
    await client.pong()
    expect(numbers(client.received)).toEqual(isSent ? [1] : [])
  })

  test.each<[JsonObject | string, unknown]>([
    [{ type: 'hello' }, "Expected 'filter' message"],
    ['["filter"]', "Expected 'filter' message"],
    [{ type: 'filter', filter: { nonsense: 1 } }, 'Invalid filter: nonsense: Extra inputs are not permitted'],
    [{ type: 'filter' }, expect.stringMatching(/^Invalid filter: /)],
  ])('is closed after %j', async (message, reason) => {
    const client = await sockets().connect('/events/out')
    client.send(message)
    expect(await client.closed).toEqual([1002, reason])
  })
})
