import type { StoredEvent } from '@reeve/database/queries/events/insert-events'
import type { EventBuilder } from '@reeve/database/queries/outbox/expand-outbox'
import { transitionEvents } from './transition-event.ts'

/** How the events of each kind of row in the outbox are made. */
export const outboxBuilders = {
  events: (body) => body as StoredEvent[],
  'flow-run-transitions': transitionEvents,
} as const satisfies Record<string, EventBuilder>
