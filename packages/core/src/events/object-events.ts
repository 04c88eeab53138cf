import type { Event, Instant, Json, JsonObject } from '@reeve/wire'
import { type Labels, newEvent, relatedResource } from './event.ts'

/** What became of an object. */
export type ObjectChange = 'created' | 'updated' | 'deleted'

/** When and under which id an event is made. */
export interface Occurrence {
  /** A fresh id. */
  readonly id: string
  readonly occurred: Instant
}

/** What the event of a change to an object tells. */
export interface ObjectEvent {
  /** As it stands in the event's name: `flow`, `variable`, `concurrency-limit`, ... */
  readonly kind: string
  readonly change: ObjectChange
  readonly object: { readonly id: string; readonly name: string }
  readonly payload: JsonObject
  readonly related?: readonly Labels[]
}

/** The event `prefect.{kind}.{change}` of an object. */
export const objectEvent = (
  { kind, change, object, payload, related }: ObjectEvent,
  occurrence: Occurrence,
): Event =>
  newEvent({
    ...occurrence,
    event: `prefect.${kind}.${change}`,
    resource: { 'prefect.resource.id': `prefect.${kind}.${object.id}`, 'prefect.resource.name': object.name },
    payload,
    ...(related && { related }),
  })

export const flowEvent = (
  change: ObjectChange,
  flow: {
    readonly id: string
    readonly name: string
    readonly tags: readonly string[]
    readonly labels: JsonObject | null
  },
  occurrence: Occurrence,
): Event => {
  const payload = { name: flow.name, tags: [...flow.tags], labels: flow.labels }
  return objectEvent({ kind: 'flow', change, object: flow, payload }, occurrence)
}

export const variableEvent = (
  change: ObjectChange,
  variable: {
    readonly id: string
    readonly name: string
    readonly value: Json
    readonly tags: readonly string[]
  },
  occurrence: Occurrence,
): Event => {
  const payload = { name: variable.name, value: variable.value, tags: [...variable.tags] }
  return objectEvent({ kind: 'variable', change, object: variable, payload }, occurrence)
}

/** For global limits and those on tags, through whichever API they are managed. */
export const concurrencyLimitEvent = (
  change: ObjectChange,
  limit: {
    readonly id: string
    readonly name: string
    readonly limit: number
    readonly active: boolean
    readonly slot_decay_per_second: number
  },
  occurrence: Occurrence,
): Event => {
  const { name, active, slot_decay_per_second } = limit
  const payload = { name, limit: limit.limit, active, slot_decay_per_second }
  return objectEvent({ kind: 'concurrency-limit', change, object: limit, payload }, occurrence)
}

/** For the older rows of limits on tags. */
export const legacyConcurrencyLimitEvent = (
  change: ObjectChange,
  limit: { readonly id: string; readonly tag: string; readonly concurrency_limit: number },
  occurrence: Occurrence,
): Event => {
  const { id, tag, concurrency_limit } = limit
  const payload = { tag, concurrency_limit }
  return objectEvent({ kind: 'concurrency-limit', change, object: { id, name: tag }, payload }, occurrence)
}

export const artifactCollectionEvent = (
  change: ObjectChange,
  collection: {
    readonly id: string
    readonly key: string
    readonly latest_id: string
    readonly type: string | null
    readonly data: Json
    readonly description: string | null
    readonly flow_run_id: string | null
    readonly task_run_id: string | null
  },
  occurrence: Occurrence,
): Event => {
  const { id, key, type, data, description, flow_run_id, task_run_id } = collection
  const related = [
    relatedResource('artifact', collection.latest_id, { 'prefect.resource.role': 'latest' }),
    ...(flow_run_id ? [relatedResource('flow-run', flow_run_id)] : []),
    ...(task_run_id ? [relatedResource('task-run', task_run_id)] : []),
  ]
  const payload = { key, type, data, description }
  return objectEvent(
    { kind: 'artifact-collection', change, object: { id, name: key }, payload, related },
    occurrence,
  )
}
