import { setTimeout as delay } from 'node:timers/promises'
import { expandSomeOfOutbox } from '../operations/events/expand-outbox.ts'
import type { Service } from './service.ts'

/** How long readers of events wait at most; rows that come together are expanded together. */
const WAKE_SECONDS = 0.1
/**
 * A pause this many times as long as the work before it leaves four fifths of the time to those who write. In a
 * burst they go first: 100 events are taken in within 3 ms, storing them takes another 6. A fifth is enough for
 * about 2,000 transitions a second.
 */
const PAUSE_FACTOR = 4
/** A tick ends after this long, whatever is left, so that a server that stops need not wait for a backlog. */
const MAX_TICK_MS = 1_000

/** Writes the outbox out into the tables of events and tells sockets of each event. [G2] */
export const eventPersister: Service = {
  name: 'event-persister',
  settingSwitch: 'server.services.event_persister.enabled',
  intervalSeconds: (settings) => settings['server.services.event_persister.flush_interval'],
  wake: { topic: 'outbox', afterSeconds: WAKE_SECONDS },
  async tick(ctx) {
    const end = performance.now() + MAX_TICK_MS
    while (performance.now() < end) {
      const begun = performance.now()
      const { isPart } = await expandSomeOfOutbox(ctx)
      if (!isPart) return
      await delay(PAUSE_FACTOR * (performance.now() - begun))
    }
    ctx.broadcast.publish('outbox', null)
  },
}
