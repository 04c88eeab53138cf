import { databases } from '@reeve/testkit'
import type { EventCount, EventPage, JsonObject } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { eventBindings } from './events.ts'
import { refusal, useApi } from './testing.ts'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const role = (resource: string, as: string, labels: JsonObject = {}) => ({
  'prefect.resource.id': resource,
  'prefect.resource.role': as,
  ...labels,
})

/** What happened in the kitchen, a minute apart. */
const HAPPENED: readonly JsonObject[] = [
  {
    event: 'kettle.filled',
    resource: { 'prefect.resource.id': 'kettle.1', 'prefect.resource.name': 'old', colour: 'red' },
    related: [role('kitchen.1', 'room', { floor: 'first' }), role('ann', 'cook')],
    payload: { litres: 2 },
  },
  {
    event: 'kettle.boiled',
    resource: { 'prefect.resource.id': 'kettle.1', 'prefect.resource.name': 'new', colour: 'blue' },
    related: [role('kitchen.1', 'cook')],
    payload: { text: 'Whistling LOUDLY' },
  },
  { event: 'kettle.boiled', resource: { 'prefect.resource.id': 'kettle.22', 'odd"la.bel': '50%_x' } },
  { event: 'oven.opened', resource: { 'prefect.resource.id': 'oven.1', colour: 'red' } },
]

const EVENTS: readonly JsonObject[] = HAPPENED.map((event, index) => ({
  id: id(index + 1),
  occurred: `2025-12-31T23:5${index}:00Z`,
  related: [],
  payload: {},
  follows: null,
  ...event,
}))

describe.each(databases)('pages of events on $name', (kind) => {
  const api = useApi(kind, eventBindings)
  const post = <T>(path: string, body?: JsonObject) => api().call<T>('POST', path, body)
  const find = async (filter: JsonObject) => {
    const { body } = await post<EventPage>('/events/filter', { filter })
    expect(body.total).toBe(body.events.length)
    return body.events.map((event) => Number(event.id.slice(-12)))
  }

  test('an event is found as soon as it was taken in, with all that was sent', async () => {
    expect((await post('/events', EVENTS as never)).status).toBe(204)
    const { body } = await post<EventPage>('/events/filter')
    expect(body).toMatchObject({ total: 4, next_page: null })
    expect(body.events).toEqual(
      EVENTS.toReversed().map((event) => ({ ...event, received: expect.stringMatching(/^2026-01-01T/) })),
    )
  })

  test.each<[JsonObject, number[]]>([
    [{ order: 'ASC' }, [1, 2, 3, 4]],
    [{ occurred: { since: '2025-12-31T23:51:00Z', until: '2025-12-31T23:52:00Z' } }, [3, 2]],
    [{ occurred: { since: '2025-12-31T23:51:00.000001Z', until: '2025-12-31T23:51:59.999999Z' } }, []],
    [{ event: { prefix: ['kettle.'] } }, [3, 2, 1]],
    [{ event: { prefix: ['kettle.f', 'oven'] } }, [4, 1]],
    [{ event: { exclude_prefix: ['kettle.f', 'oven'] } }, [3, 2]],
    [{ event: { name: ['oven.opened', 'kettle.filled'] } }, [4, 1]],
    [{ event: { prefix: ['kettle.'], exclude_name: ['kettle.filled'] } }, [3, 2]],
    [{ event: { name: [] } }, [4, 3, 2, 1]],
    [{ resource: { id: ['kettle.1'] } }, [2, 1]],
    [{ resource: { id_prefix: ['kettle.'] } }, [3, 2, 1]],
    [{ resource: { id: ['kitchen.1'] } }, []],
    [{ resource: { labels: { colour: 'red' } } }, [4, 1]],
    [{ resource: { labels: { colour: ['red', 'b*e'] } } }, [4, 2, 1]],
    [{ resource: { labels: { colour: '!red' } } }, [2]],
    [{ resource: { labels: { colour: [] } } }, []],
    [{ resource: { labels: { 'prefect.resource.id': 'kettle.??' } } }, [3]],
    [{ resource: { labels: { 'prefect.resource.id': 'kettle.*', colour: 'blue' } } }, [2]],
    [{ resource: { labels: { 'odd"la.bel': '50%_x' } } }, [3]],
    [{ resource: { labels: { 'odd"la.bel': '50%_?' } } }, [3]],
    [{ resource: { labels: { 'odd"la.bel': '5%' } } }, []],
    [{ resource: { distinct: true } }, [4, 3, 2]],
    [{ resource: { distinct: true }, order: 'ASC' }, [1, 3, 4]],
    [{ related: { id: ['kitchen.1'] } }, [2, 1]],
    [{ related: { id: ['kettle.1'] } }, []],
    [{ related: { role: ['cook'] } }, [2, 1]],
    [{ related: { id: ['kitchen.1'], role: ['cook'] } }, [2]],
    [{ related: [{ id: ['kitchen.1'] }, { id: ['ann'] }] }, [1]],
    [{ related: { resources_in_roles: [['kitchen.1', 'room']] } }, [1]],
    [{ related: { labels: { floor: 'f*', 'prefect.resource.role': 'room' } } }, [1]],
    [{ any_resource: { id: ['kettle.1'] } }, [2, 1]],
    [{ any_resource: { id_prefix: ['kit'] } }, [2, 1]],
    [{ any_resource: { labels: { colour: 'red' } } }, [4, 1]],
    [{ any_resource: [{ id: ['ann'] }, { labels: { colour: 'red' } }] }, [1]],
    [{ id: { id: [id(2), id(4), id(99)] } }, [4, 2]],
    [{ text: { query: 'loudly' } }, [2]],
    [{ text: { query: 'kettle -whistling' } }, [3, 1]],
    [{ text: { query: '+kettle +ann' } }, [1]],
    [{ text: { query: '  ' } }, [4, 3, 2, 1]],
  ])('under %j there are %j', async (filter, found) => {
    expect(await find(filter)).toEqual(found)
  })

  test('a page says where the next one is, and the number stays that of the first', async () => {
    const first = await post<EventPage>('/events/filter', { limit: 2, filter: { order: 'ASC' } })
    expect(first.body).toMatchObject({ total: 4, events: [{ id: id(1) }, { id: id(2) }] })
    const link = String(first.body.next_page)
    expect(link).toMatch(/^http:\/\/[^/]+\/api\/events\/filter\/next\?page-token=/)
    await post('/events', [{ ...EVENTS[0], id: id(5), occurred: '2025-12-31T23:59:00Z' }] as never)
    const second = await api().call<EventPage>('GET', link.slice(link.indexOf('/events')))
    expect(second.body).toMatchObject({ total: 4, events: [{ id: id(3) }, { id: id(4) }], next_page: null })
  })

  test.each(['abc', 'YWJj', 'bnVsbA==', ''])('refuses the token %j', async (token) => {
    expect(await api().call('GET', `/events/filter/next?page-token=${token}`)).toMatchObject({
      status: 403,
      body: { detail: 'Forbidden' },
    })
  })

  test('refuses what it does not know and pages that are too large', async () => {
    expect(await post('/events/filter', { filter: { nonsense: 1 } })).toMatchObject(
      refusal('extra_forbidden', ['body', 'filter', 'nonsense']),
    )
    expect(await post('/events/filter', { limit: 51 })).toMatchObject(
      refusal('less_than_equal', ['body', 'limit']),
    )
  })

  const kettles = { event: { name: ['kettle.filled', 'kettle.boiled'] }, id: { id: [1, 2, 3].map(id) } }

  test('counts events by name and by resource, the most frequent first', async () => {
    const byName = await post<EventCount[]>('/events/count-by/event', { filter: kettles })
    expect(byName.body).toEqual([
      {
        value: 'kettle.boiled',
        label: 'kettle.boiled',
        count: 2,
        start_time: '2025-12-31T23:51:00Z',
        end_time: '2025-12-31T23:52:00Z',
      },
      expect.objectContaining({ value: 'kettle.filled', count: 1 }),
    ])
    const byResource = await post<EventCount[]>('/events/count-by/resource', { filter: kettles })
    expect(byResource.body).toEqual([
      {
        value: 'kettle.1',
        label: 'new',
        count: 2,
        start_time: '2025-12-31T23:50:00Z',
        end_time: '2025-12-31T23:51:00Z',
      },
      expect.objectContaining({ value: 'kettle.22', label: 'kettle.22', count: 1 }),
    ])
  })

  test('counts events by time in spans without gaps', async () => {
    const occurred = { since: '2025-12-31T23:49:30Z', until: '2025-12-31T23:52:00.000001Z' }
    const { body } = await post<EventCount[]>('/events/count-by/time', {
      filter: { ...kettles, occurred },
      time_unit: 'minute',
    })
    expect(body.map(({ count }) => count)).toEqual([0, 1, 1, 1])
    expect(body[1]).toEqual({
      value: '1',
      label: '2025-12-31T23:50:00+00:00',
      count: 1,
      start_time: '2025-12-31T23:50:00Z',
      end_time: '2025-12-31T23:50:59.999999Z',
    })
  })

  test('counts events by day up to the end of today', async () => {
    const occurred = { since: '2025-12-31T12:00:00Z', until: '2026-06-01T00:00:00Z' }
    const { body } = await post<EventCount[]>('/events/count-by/day', { filter: { ...kettles, occurred } })
    expect(body).toMatchObject([
      { label: '2025-12-31T00:00:00+00:00', count: 3 },
      { label: '2026-01-01T00:00:00+00:00', count: 0, end_time: '2026-01-01T23:59:59.999999Z' },
    ])
  })

  test('refuses to count in too many spans, whatever is counted', async () => {
    const filter = { occurred: { since: '2025-12-31T00:00:00Z', until: '2025-12-31T00:16:40.000001Z' } }
    for (const countable of ['time', 'event']) {
      expect(await post(`/events/count-by/${countable}`, { filter, time_unit: 'second' })).toMatchObject({
        status: 422,
        body: { detail: expect.stringContaining('would create 1001 buckets') },
      })
    }
    expect(
      (await post('/events/count-by/time', { filter, time_unit: 'week', time_interval: 1e300 })).status,
    ).toBe(200)
    expect(await post('/events/count-by/time', { filter, time_interval: 0.001 })).toMatchObject(
      refusal('greater_than_equal', ['body', 'time_interval']),
    )
    expect((await post('/events/count-by/nonsense', { filter })).status).toBe(422)
  })
})
