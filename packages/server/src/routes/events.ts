import { eventRoutes as routes } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'
import { countEventsBy } from '../operations/events/count-events.ts'
import { readFirstEvents, readNextEvents } from '../operations/events/read-event-pages.ts'
import { takeInEvents } from '../operations/events/take-in-events.ts'

/** Events. */
export const eventBindings: readonly BoundRoute[] = [
  bind(routes.createEvents, (ctx, { body }) => takeInEvents(ctx, body)),
  bind(routes.readEvents, (ctx, { body, origin }) => readFirstEvents(ctx, body, origin)),
  bind(routes.readAccountEventsPage, (ctx, { query, origin }) =>
    readNextEvents(ctx, query['page-token'], origin),
  ),
  bind(routes.countAccountEvents, (ctx, { params, body }) => countEventsBy(ctx, params.countable, body)),
]
