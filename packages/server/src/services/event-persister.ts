import { setTimeout as delay } from 'node:timers/promises'
import type { Context } from '../context.ts'
import { expandSomeOfOutbox } from '../operations/events/expand-outbox.ts'
import type { Service } from './service.ts'

/** How long readers of events wait at most; rows that come together are expanded together. */
const WAKE_SECONDS = 0.1
/**
 * The share of the writer's time that expanding gets: little in a burst, for those who write go first, and storing an
 * event takes most of the time of the change that it tells of. Events that wait for longer than a burst get more, so
 * that under a load that never ends they come late by a while but not later and later.
 */
const FIRST_SHARE = 0.02
const BURST_SECONDS = 5
const SHARE_PER_SECOND = 0.02
const MAX_SHARE = 0.5
/** How often a pause looks whether anybody makes use of it. */
const LOOK_MS = 5
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
      const { isPart, lag, tookMs } = await expandSomeOfOutbox(ctx)
      if (!isPart) return
      await pause(ctx, pauseAfter(tookMs, lag))
    }
    ctx.broadcast.publish('outbox', null)
  },
}

/** How long to leave the writer to others after work that took so long on events that had waited for so many seconds. */
function pauseAfter(tookMs: number, lag: number): number {
  const share = Math.min(MAX_SHARE, FIRST_SHARE + Math.max(0, lag - BURST_SECONDS) * SHARE_PER_SECOND)
  return tookMs * (1 / share - 1)
}

/** Leaves the writer to others for so long, or until nobody uses it. */
async function pause({ database }: Context, ms: number): Promise<void> {
  const end = performance.now() + ms
  for (let left = ms; left > 0; left = end - performance.now()) {
    const asked = database.unitsAsked
    await delay(Math.min(LOOK_MS, left))
    if (database.unitsAsked === asked) return
  }
}
