import { countEvents } from '@reeve/database/queries/events/count-events'
import { expandOutbox } from '@reeve/database/queries/outbox/expand-outbox'
import { databases } from '@reeve/testkit'
import type { Event, EventFilter, Instant } from '@reeve/wire'
import { describe, expect, test, vi } from 'vitest'
import { outboxBuilders } from '../../events/outbox-builders.ts'
import { useApi } from '../../routes/testing.ts'
import { catchUpWithOutbox } from './catch-up-with-outbox.ts'
import { takeInEvents } from './take-in-events.ts'

const AT = '2026-01-01 00:00:00.000000' as Instant
const ALL: EventFilter = { occurred: { since: AT, until: AT }, id: { id: null }, order: 'ASC' } as never

let last = 0
const event = (): Event => ({
  id: `00000000-0000-4000-8000-${String(++last).padStart(12, '0')}`,
  occurred: AT,
  event: 'kettle.boiled',
  resource: { 'prefect.resource.id': 'kettle.1' },
  related: [],
  payload: {},
  follows: null,
})

describe.each(databases)('catching up with the outbox on $name', (kind) => {
  const api = useApi(kind, [])

  test('what was taken in before can be read after', async () => {
    const { ctx } = api()
    const before = await countEvents(ctx.database.reader, ALL)
    for (let batch = 0; batch < 3; batch++) await takeInEvents(ctx, Array.from({ length: 100 }, event))
    await catchUpWithOutbox(ctx)
    expect(await countEvents(ctx.database.reader, ALL)).toBe(before + 300)
    await catchUpWithOutbox(ctx)
  })
})

describe.each(databases.filter(({ name }) => name === 'postgresql'))('several servers on $name', (kind) => {
  const api = useApi(kind, [])

  test('waits for what another server is expanding', async () => {
    const { ctx } = api()
    await takeInEvents(ctx, [event()])
    const [taken, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const expansion = { bytes: 1, builders: outboxBuilders, now: AT, newId: ctx.ids.next }
    const other = ctx.database.write(async (db) => {
      await expandOutbox(db, expansion)
      taken.resolve()
      await released.promise
    })
    await taken.promise
    const found = catchUpWithOutbox(ctx).then(() => countEvents(ctx.database.reader, ALL))
    const waiting = {
      name: 'waiting',
      text: () =>
        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%reeve_outbox%'",
    }
    await vi.waitFor(async () => expect(await ctx.database.quick.run(waiting, [])).toHaveLength(1))
    released.resolve()
    await other
    expect(await found).toBe(1)
  })
})
