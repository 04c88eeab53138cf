import { eventRoutes as routes } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'
import { takeInEvents } from '../operations/take-in-events.ts'

/** Events. */
export const eventBindings: readonly BoundRoute[] = [
  bind(routes.createEvents, (ctx, { body }) => takeInEvents(ctx, body)),
]
