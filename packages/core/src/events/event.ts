import type { Event, Instant, JsonObject } from '@reeve/wire'

/** An event's labels of one resource. */
export type Labels = Record<string, string>

/** A resource that an event is about or touches. */
export interface Named {
  readonly id: string
  readonly name: string
}

/** What every event that the server causes is made of. */
export interface EventParts {
  readonly id: string
  readonly event: string
  readonly occurred: Instant
  readonly resource: Labels
  readonly related?: readonly Labels[]
  readonly payload: JsonObject
  readonly follows?: string | null
}

/** An event from its parts. */
export const newEvent = (parts: EventParts): Event => ({
  id: parts.id,
  occurred: parts.occurred,
  event: parts.event,
  resource: parts.resource,
  related: [...(parts.related ?? [])],
  payload: parts.payload,
  follows: parts.follows ?? null,
})

/** A related resource: its kind is its role, unless said otherwise. */
export const relatedResource = (kind: string, id: string, labels: Labels = {}): Labels => ({
  'prefect.resource.id': `prefect.${kind}.${id}`,
  'prefect.resource.role': kind,
  ...labels,
})
