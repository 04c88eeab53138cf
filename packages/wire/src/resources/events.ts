import type { Static } from 'typebox'
import { lengthOf, type ParseContext, valueError } from '../parse/rules.ts'
import {
  Checked,
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
import Type from '../type.ts'

export const Countable = Choice('Countable', ['day', 'time', 'event', 'resource'])
export type Countable = Static<typeof Countable>

type LabelledResource = Readonly<Record<string, string>>

const checkNumberOfLabels = (
  resource: LabelledResource,
  { limits: { maxLabelsPerResource } }: ParseContext,
) =>
  Object.keys(resource).length > maxLabelsPerResource
    ? valueError(`The maximum number of labels per resource is ${maxLabelsPerResource}`)
    : undefined

const checkLabel = (label: string, holder: string) => (resource: LabelledResource) => {
  if (!Object.hasOwn(resource, label)) return valueError(`${holder} must include the ${label} label`)
  return resource[label] === '' ? valueError(`The ${label} label must be non-empty`) : undefined
}

const checkNumberOfRelated = (
  related: readonly unknown[],
  { limits: { maxRelatedResources } }: ParseContext,
) =>
  related.length > maxRelatedResources
    ? valueError(`The maximum number of related resources is ${maxRelatedResources}`)
    : undefined

const checkEventName = (name: string, { limits: { maxEventNameLength } }: ParseContext) =>
  lengthOf(name) > maxEventNameLength
    ? valueError(`Event name must be at most ${maxEventNameLength} characters`)
    : undefined

const Labelled = Checked(
  DictOf(Type.String()),
  checkNumberOfLabels,
  checkLabel('prefect.resource.id', 'Resources'),
)

/** What an event is about besides its resource, and in which role. */
export const RelatedResource = Named(
  'RelatedResource',
  Checked(Labelled, checkLabel('prefect.resource.role', 'Related Resources')),
)
export type RelatedResource = Static<typeof RelatedResource>

/** What an event is about: its labels, one of which names it. */
export const Resource = Named('Resource', Labelled)
export type Resource = Static<typeof Resource>

export const Event = Model('Event', {
  occurred: DateTime(),
  event: Checked(Type.String(), checkEventName),
  resource: Resource,
  related: Checked(ListOf(RelatedResource), checkNumberOfRelated),
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
  event: Checked(Type.String(), checkEventName),
  resource: Resource,
  related: Checked(ListOf(RelatedResource), checkNumberOfRelated),
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
