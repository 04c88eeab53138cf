import Type, { type Static } from 'typebox'
import {
  Choice,
  DateTime,
  Dict,
  DictOf,
  Initially,
  ListOf,
  Maybe,
  Model,
  Named,
  Nullable,
  Present,
  Uuid,
} from '../schema.ts'

export const Countable = Choice('Countable', ['day', 'time', 'event', 'resource'])
export type Countable = Static<typeof Countable>

export const RelatedResource = Named('RelatedResource', DictOf(Type.String()))
export type RelatedResource = Static<typeof RelatedResource>

export const Resource = Named('Resource', DictOf(Type.String()))
export type Resource = Static<typeof Resource>

export const Event = Model('Event', {
  occurred: DateTime(),
  event: Type.String(),
  resource: Resource,
  related: ListOf(RelatedResource),
  payload: Initially(Dict(), {}),
  id: Uuid(),
  follows: Maybe(Uuid()),
})
export type Event = Static<typeof Event>

export const EventCount = Model('EventCount', {
  value: Type.String(),
  label: Type.String(),
  count: Type.Integer(),
  start_time: DateTime(),
  end_time: DateTime(),
})
export type EventCount = Static<typeof EventCount>

export const ReceivedEvent = Model('ReceivedEvent', {
  occurred: DateTime(),
  event: Type.String(),
  resource: Resource,
  related: ListOf(RelatedResource),
  payload: Initially(Dict(), {}),
  id: Uuid(),
  follows: Maybe(Uuid()),
  received: Present(DateTime()),
})
export type ReceivedEvent = Static<typeof ReceivedEvent>

export const EventPage = Model('EventPage', {
  events: Type.Array(ReceivedEvent),
  total: Type.Integer(),
  next_page: Nullable(Type.String({ minLength: 1, format: 'uri' })),
})
export type EventPage = Static<typeof EventPage>

export const TimeUnit = Choice('TimeUnit', ['week', 'day', 'hour', 'minute', 'second'])
export type TimeUnit = Static<typeof TimeUnit>
