import type { Static } from 'typebox'
import { EventFilter } from '../filters/events.ts'
import { Countable, Event, EventCount, EventPage, TimeUnit } from '../resources/events.ts'
import { route } from '../route.ts'
import { Default, Maybe } from '../schema.ts'
import Type from '../type.ts'

export const CountAccountEventsBody = Type.Object({
  filter: EventFilter,
  time_unit: Default(TimeUnit, 'day'),
  time_interval: Type.Number({ minimum: 0.01, default: 1 }),
})
export type CountAccountEventsBody = Static<typeof CountAccountEventsBody>

export const ReadEventsBody = Type.Object({
  filter: Maybe(EventFilter),
  limit: Type.Integer({ minimum: 0, maximum: 50, default: 50 }),
})
export type ReadEventsBody = Static<typeof ReadEventsBody>

export const eventRoutes = {
  createEvents: route({
    name: 'create_events',
    method: 'POST',
    path: '/events',
    tags: ['Events'],
    summary: 'Store events',
    body: Type.Array(Event),
    success: 204,
  }),

  countAccountEvents: route({
    name: 'count_account_events',
    method: 'POST',
    path: '/events/count-by/{countable}',
    tags: ['Events'],
    summary: 'Count events by time or by what they are about',
    params: Type.Object({ countable: Countable }),
    body: CountAccountEventsBody,
    success: 200,
    response: Type.Array(EventCount),
  }),

  readEvents: route({
    name: 'read_events',
    method: 'POST',
    path: '/events/filter',
    tags: ['Events'],
    summary: 'Find events, newest first',
    body: ReadEventsBody,
    bodyOptional: true,
    success: 200,
    response: EventPage,
  }),

  readAccountEventsPage: route({
    name: 'read_account_events_page',
    method: 'GET',
    path: '/events/filter/next',
    tags: ['Events'],
    summary: 'Read the next page of events',
    query: Type.Object({ 'page-token': Type.String() }),
    success: 200,
    response: EventPage,
  }),
}
