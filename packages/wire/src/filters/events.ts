import type { Static } from 'typebox'
import { addSeconds, type Instant } from '../instant.ts'
import { ResourceSpecification } from '../resources/triggers.ts'
import {
  AnyOf,
  Choice,
  DateTime,
  Default,
  Fresh,
  Initially,
  Maybe,
  Pair,
  StrictModel,
  Uuid,
} from '../schema.ts'
import Type from '../type.ts'

/** How far back events are looked for unless the filter says. */
const WINDOW_DAYS = 180

/** Midnight (UTC) at the start of the default window. */
const startOfWindow = (now: Instant): Instant =>
  `${addSeconds(now, -WINDOW_DAYS * 86_400).slice(0, 10)} 00:00:00.000000` as Instant

export const EventAnyResourceFilter = StrictModel('EventAnyResourceFilter', {
  id: AnyOf(Type.String()),
  id_prefix: AnyOf(Type.String()),
  labels: Maybe(ResourceSpecification),
})
export type EventAnyResourceFilter = Static<typeof EventAnyResourceFilter>

export const EventNameFilter = StrictModel('EventNameFilter', {
  prefix: AnyOf(Type.String()),
  exclude_prefix: AnyOf(Type.String()),
  name: AnyOf(Type.String()),
  exclude_name: AnyOf(Type.String()),
})
export type EventNameFilter = Static<typeof EventNameFilter>

export const EventIDFilter = StrictModel('EventIDFilter', {
  id: AnyOf(Uuid()),
})
export type EventIDFilter = Static<typeof EventIDFilter>

export const EventOccurredFilter = StrictModel('EventOccurredFilter', {
  since: Fresh(DateTime(), startOfWindow),
  until: Fresh(DateTime(), (now) => now),
})
export type EventOccurredFilter = Static<typeof EventOccurredFilter>

export const EventOrder = Choice('EventOrder', ['ASC', 'DESC'])
export type EventOrder = Static<typeof EventOrder>

export const EventRelatedFilter = StrictModel('EventRelatedFilter', {
  id: AnyOf(Type.String()),
  role: AnyOf(Type.String()),
  resources_in_roles: AnyOf(Pair(Type.String(), Type.String())),
  labels: Maybe(ResourceSpecification),
})
export type EventRelatedFilter = Static<typeof EventRelatedFilter>

export const EventResourceFilter = StrictModel('EventResourceFilter', {
  id: AnyOf(Type.String()),
  id_prefix: AnyOf(Type.String()),
  labels: Maybe(ResourceSpecification),
  distinct: Type.Boolean({ default: false }),
})
export type EventResourceFilter = Static<typeof EventResourceFilter>

export const EventTextFilter = StrictModel('EventTextFilter', {
  query: Type.String({ maxLength: 200 }),
})
export type EventTextFilter = Static<typeof EventTextFilter>

export const EventFilter = StrictModel('EventFilter', {
  occurred: Initially(EventOccurredFilter, {}),
  event: Maybe(EventNameFilter),
  resource: Maybe(EventResourceFilter),
  related: Maybe(Type.Union([EventRelatedFilter, Type.Array(EventRelatedFilter)])),
  any_resource: Maybe(Type.Union([EventAnyResourceFilter, Type.Array(EventAnyResourceFilter)])),
  id: Initially(EventIDFilter, {}),
  text: Maybe(EventTextFilter),
  order: Default(EventOrder, 'DESC'),
})
export type EventFilter = Static<typeof EventFilter>
