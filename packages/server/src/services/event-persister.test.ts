import { appendEvents } from '@reeve/database/queries/outbox/append-events'
import { databases } from '@reeve/testkit'
import type { JsonObject } from '@reeve/wire'
import { describe, expect, test, vi } from 'vitest'
import { eventBindings } from '../routes/events.ts'
import { useApi } from '../routes/testing.ts'
import { eventPersister } from './event-persister.ts'
import { startServices } from './loop.ts'

let lastId = 0
const event = (change: JsonObject = {}): JsonObject => {
  lastId++
  return {
    id: `00000000-0000-4000-8000-${String(lastId).padStart(12, '0')}`,
    occurred: '2026-01-01T00:00:00Z',
    received: '2026-01-01T00:00:01Z',
    event: 'kettle.boiled',
    resource: { 'prefect.resource.id': 'kettle.1' },
    related: [],
    payload: {},
    follows: null,
    ...change,
  }
}

describe.each(databases)('the event persister on $name', (kind) => {
  const api = useApi(kind, eventBindings)
  const append = (events: readonly JsonObject[]) => api().ctx.database.write((db) => appendEvents(db, events))
  const outbox = () =>
    api().ctx.database.quick.sql.selectFrom('reeve_outbox').select(['kind', 'body']).execute()

  async function storedAmong(events: readonly JsonObject[]): Promise<unknown[]> {
    const rows = await api().ctx.database.quick.sql.selectFrom('events').select('id').orderBy('id').execute()
    const ids = new Set(events.map(({ id }) => id))
    return rows.map(({ id }) => id).filter((id) => ids.has(id))
  }

  test('empties the outbox and tells each event once it is stored', async () => {
    const events = Array.from({ length: 400 }, () => event({ payload: { text: 'x'.repeat(500) } }))
    await append(events)
    const told: JsonObject[] = []
    const stop = api().ctx.broadcast.subscribe('events', (committed) => told.push(...committed))
    await eventPersister.tick(api().ctx)
    stop()
    expect(told).toEqual(events)
    expect(await storedAmong(events)).toEqual(events.map(({ id }) => id))
    expect(await outbox()).toEqual([])
  })

  test('an event that no table takes is set aside and holds up none of those around it', async () => {
    const [before, beside, after] = [event(), event(), event()]
    const broken = event({ occurred: 'yesterday' })
    await append([before])
    await append([beside, broken])
    await append([after])
    await eventPersister.tick(api().ctx)
    expect(await storedAmong([before, beside, after])).toHaveLength(3)
    expect((await outbox()).map(({ kind, body }) => [kind, JSON.parse(body)])).toEqual([
      ['set-aside:events', [broken]],
    ])
    await eventPersister.tick(api().ctx)
    await api().ctx.database.write((db) => db.sql.deleteFrom('reeve_outbox').execute())
  })

  test('goes on with a backlog that takes longer than a tick', async () => {
    const events = Array.from({ length: 3000 }, () => event({ payload: { text: 'x'.repeat(900) } }))
    await append(events)
    const loop = startServices(api().ctx, [{ ...eventPersister, intervalSeconds: () => 3600 }])
    const done = async () => expect(await outbox()).toEqual([])
    await vi.waitFor(done, { timeout: 25_000, interval: 100 })
    await loop.stop()
    expect(await storedAmong(events)).toHaveLength(3000)
  })

  test('is woken by what is written, long before its time', async () => {
    const loop = startServices(api().ctx, [{ ...eventPersister, intervalSeconds: () => 3600 }])
    const sent = event()
    await api().call('POST', '/events', [sent])
    await vi.waitFor(async () => expect(await storedAmong([sent])).toEqual([sent.id]), { timeout: 5000 })
    await loop.stop()
  })
})
