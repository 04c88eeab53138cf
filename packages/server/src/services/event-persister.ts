import { expandWholeOutbox } from '../operations/expand-outbox.ts'
import type { Service } from './service.ts'

/** How long readers of events wait at most; rows that come together are expanded together. */
const WAKE_SECONDS = 0.1

/** Writes the outbox out into the tables of events and tells sockets of each event. [G2] */
export const eventPersister: Service = {
  name: 'event-persister',
  settingSwitch: 'server.services.event_persister.enabled',
  intervalSeconds: (settings) => settings['server.services.event_persister.flush_interval'],
  wake: { topic: 'outbox', afterSeconds: WAKE_SECONDS },
  async tick(ctx) {
    await expandWholeOutbox(ctx)
  },
}
