import { databases, sequentialIds, useDatabaseForEach } from '@reeve/testkit'
import { addSeconds, type Instant } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import type { Database } from '../../database.ts'
import type { StoredEvent } from '../events/insert-events.ts'
import { readEventsByIds } from '../events/read-events-by-ids.ts'
import { appendEvents } from './append-events.ts'
import { type Expansion, expandOutbox } from './expand-outbox.ts'
import { isolateOutboxRow } from './isolate-outbox-row.ts'
import { readOutbox } from './read-outbox.ts'

const NOW = '2026-01-01 00:00:05.123456' as Instant
const ids = sequentialIds(7)

const event = (change: Partial<StoredEvent> = {}): StoredEvent => ({
  id: ids.next(),
  occurred: '2026-01-01T00:00:00.000001Z',
  received: '2026-01-01T00:00:01Z',
  event: 'kettle.boiled',
  resource: { 'prefect.resource.id': 'kettle.1', 'prefect.resource.name': 'Kettle', watts: '2000' },
  related: [
    { 'prefect.resource.id': 'kitchen.1', 'prefect.resource.role': 'room' },
    { 'prefect.resource.id': 'kitchen.1', 'prefect.resource.role': 'owner', floor: '2' },
  ],
  payload: { degrees: 100.5, notes: ['hot', null], naïve: '☕' },
  follows: null,
  ...change,
})

const builders = { events: (body: unknown) => body as StoredEvent[] }
const expand = (database: Database, change: Partial<Expansion> = {}) =>
  database.write((db) =>
    expandOutbox(db, { bytes: 1_000_000, builders, now: NOW, newId: ids.next, ...change }),
  )
const append = (database: Database, events: readonly StoredEvent[]) =>
  database.write((db) => appendEvents(db, events))
const rowsOf = (database: Database) => readOutbox(database.quick, { limit: 1000 })
const idsOf = (events: readonly StoredEvent[]) => events.map(({ id }) => id)

describe.each(databases)('the outbox on $name', (kind) => {
  const database = useDatabaseForEach(kind)

  test('an event becomes a row of its own and one for each of its resources', async () => {
    const boiled = event({ follows: ids.next() })
    await append(database(), [boiled])
    expect(await expand(database())).toEqual({ rows: 1, lag: 0, isPart: false, events: [boiled] })
    expect(await database().quick.sql.selectFrom('events').selectAll().execute()).toEqual([
      {
        id: boiled.id,
        created: NOW,
        updated: NOW,
        recorded: NOW,
        occurred: '2026-01-01 00:00:00.000001',
        received: '2026-01-01 00:00:01.000000',
        event: boiled.event,
        resource_id: 'kettle.1',
        resource: boiled.resource,
        related_resource_ids: ['kitchen.1', 'kitchen.1'],
        related: boiled.related,
        payload: boiled.payload,
        follows: boiled.follows,
      },
    ])
    const resources = await database()
      .quick.sql.selectFrom('event_resources')
      .select(['event_id', 'occurred', 'resource_id', 'resource_role', 'resource'])
      .orderBy('resource_role')
      .execute()
    const common = { event_id: boiled.id, occurred: '2026-01-01 00:00:00.000001' }
    expect(resources).toEqual([
      {
        ...common,
        resource_id: 'kettle.1',
        resource_role: '',
        resource: { 'prefect.resource.name': 'Kettle', watts: '2000' },
      },
      { ...common, resource_id: 'kitchen.1', resource_role: 'owner', resource: { floor: '2' } },
      { ...common, resource_id: 'kitchen.1', resource_role: 'room', resource: {} },
    ])
    expect(await rowsOf(database())).toEqual([])
    expect(await readEventsByIds(database().quick, [ids.next(), boiled.id])).toEqual([boiled])
  })

  test('an event that is there already is left as it is, its resources too', async () => {
    const first = event()
    await append(database(), [first, { ...first, event: 'again' }])
    expect((await expand(database())).events).toEqual([first])
    const second = event()
    await append(database(), [{ ...first, event: 'and again' }, second])
    expect((await expand(database())).events).toEqual([second])
    const stored = await database().quick.sql.selectFrom('events').select('event').execute()
    expect(stored).toEqual([{ event: 'kettle.boiled' }, { event: 'kettle.boiled' }])
    expect(await database().quick.sql.selectFrom('event_resources').select('id').execute()).toHaveLength(6)
  })

  test('rows go oldest first, as many as hold the bytes asked for', async () => {
    const events = [event(), event(), event({ payload: { text: 'x'.repeat(5000) } }), event()]
    for (const one of events) await append(database(), [one])
    expect((await expand(database(), { bytes: 1 })).events).toEqual(events.slice(0, 1))
    expect((await expand(database(), { bytes: 3000 })).events).toEqual(events.slice(1, 3))
    expect(await expand(database(), { bytes: 3000 })).toEqual({
      rows: 1,
      lag: 0,
      isPart: false,
      events: events.slice(3),
    })
    expect(await expand(database(), { bytes: 3000 })).toEqual({ rows: 0, lag: 0, isPart: false, events: [] })
  })

  test('tells how long the oldest row had waited', async () => {
    await append(database(), [event()])
    await append(database(), [event()])
    const [oldest] = await database()
      .quick.sql.selectFrom('reeve_outbox')
      .select('created')
      .orderBy('seq')
      .execute()
    const now = addSeconds(oldest?.created as Instant, 90)
    expect((await expand(database(), { now })).lag).toBeCloseTo(90, 3)
  })

  test('many events are spread over rows of at most 25, and long ones over more', async () => {
    const many = Array.from({ length: 250 }, () => event())
    const long = Array.from({ length: 3 }, () => event({ payload: { text: 'x'.repeat(400_000) } }))
    await append(database(), [...many, ...long])
    const rows = await rowsOf(database())
    expect(rows.map(({ body }) => (JSON.parse(body) as StoredEvent[]).length)).toEqual([
      ...Array(10).fill(25),
      ...[1, 1, 1],
    ])
    const inOrder = rows.flatMap(({ body }) => idsOf(JSON.parse(body)))
    expect(inOrder).toEqual(idsOf([...many, ...long]))
  })

  test('rows of a kind that nobody builds stay', async () => {
    await append(database(), [event()])
    expect(await expand(database(), { builders: {} })).toEqual({ rows: 0, lag: 0, isPart: false, events: [] })
    expect(await rowsOf(database())).toHaveLength(1)
  })

  test('what cannot be expanded is put back, and its row is known', async () => {
    await append(database(), [event({ occurred: 'yesterday' })])
    let taken: readonly number[] = []
    const onTaken = (seqs: readonly number[]) => {
      taken = seqs
    }
    await expect(expand(database(), { onTaken })).rejects.toThrow('yesterday')
    expect((await rowsOf(database())).map(({ seq }) => seq)).toEqual(taken)
  })

  test('a row is taken apart, one that is a single event is set aside', async () => {
    const [good, bad] = [event(), event({ occurred: 'yesterday' })]
    await append(database(), [good, bad])
    const isolate = async () => {
      const [row] = await rowsOf(database())
      return database().write((db) => isolateOutboxRow(db, row?.seq ?? 0))
    }
    expect(await isolate()).toBe('taken apart')
    expect((await expand(database(), { bytes: 1 })).events).toEqual([good])
    expect(await isolate()).toBe('set aside')
    expect(await expand(database())).toEqual({ rows: 0, lag: 0, isPart: false, events: [] })
    expect((await rowsOf(database())).map(({ kind, body }) => [kind, JSON.parse(body)])).toEqual([
      ['set-aside:events', [bad]],
    ])
    expect(await database().write((db) => isolateOutboxRow(db, 0))).toBe('gone')
  })

  test('several servers at once expand each event once', async () => {
    const events = Array.from({ length: 40 }, () => event())
    for (const one of events) await append(database(), [one])
    const expanded: StoredEvent[] = []
    const serve = async () => {
      while ((await rowsOf(database())).length > 0) {
        expanded.push(...(await expand(database(), { bytes: 2000 })).events)
      }
    }
    await Promise.all(Array.from({ length: 8 }, serve))
    expect(idsOf(expanded).sort()).toEqual(idsOf(events).sort())
    expect(await database().quick.sql.selectFrom('events').select('id').execute()).toHaveLength(40)
  })
})
