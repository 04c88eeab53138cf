import { type Instant, type Json, type JsonObject, readInstant } from '@reeve/wire'
import { defineBatch } from '../../batch.ts'
import type { Db } from '../../database.ts'

/** The labels of a resource. */
export type Resource = { [label: string]: string }

/** A complete event in wire form. */
export type StoredEvent = {
  id: string
  occurred: string
  received: string
  event: string
  resource: Resource
  related: Resource[]
  payload: JsonObject
  follows: string | null
}

interface EventRow {
  id: string
  occurred: Instant
  event: string
  resource_id: string
  resource: Json
  related_resource_ids: Json
  related: Json
  payload: Json
  received: Instant
  follows: string | null
  now: Instant
}

const events = defineBatch<EventRow>({
  name: 'insert-events',
  columns: {
    id: 'uuid',
    occurred: 'instant',
    event: 'text',
    resource_id: 'text',
    resource: 'json',
    related_resource_ids: 'json',
    related: 'json',
    payload: 'json',
    received: 'instant',
    follows: 'uuid',
    now: 'instant',
  },
  steps: {
    events: () => `
      INSERT INTO events (id, created, updated, recorded, occurred, event, resource_id, resource, related_resource_ids,
        related, payload, received, follows)
      SELECT id, now, now, now, occurred, event, resource_id, resource, related_resource_ids, related, payload,
        received, follows
      FROM input WHERE true
      ON CONFLICT (id) DO NOTHING RETURNING id`,
  },
  result: 'events',
})

interface ResourceRow {
  id: string
  occurred: Instant
  resource_id: string
  resource_role: string
  resource: Json
  event_id: string
  now: Instant
}

const resources = defineBatch<ResourceRow>({
  name: 'insert-event-resources',
  columns: {
    id: 'uuid',
    occurred: 'instant',
    resource_id: 'text',
    resource_role: 'text',
    resource: 'plain-json',
    event_id: 'uuid',
    now: 'instant',
  },
  steps: {
    resources: () => `
      INSERT INTO event_resources (id, created, updated, occurred, resource_id, resource_role, resource, event_id)
      SELECT id, now, now, occurred, resource_id, resource_role, resource, event_id FROM input`,
  },
})

const ID = 'prefect.resource.id'
const ROLE = 'prefect.resource.role'

/**
 * Adds events with a row for each of their resources; those whose id is there already are left alone. Returns the
 * ones that were added. [G2]
 */
export async function insertEvents(
  db: Db,
  given: readonly StoredEvent[],
  { now, newId }: { now: Instant; newId: () => string },
): Promise<StoredEvent[]> {
  const byId = new Map<string, StoredEvent>()
  for (const event of given) if (!byId.has(event.id)) byId.set(event.id, event)
  const inserted = await events.execute(
    db,
    [...byId.values()].map((event) => toEventRow(event, now)),
  )
  const ids = new Set(inserted.map(({ id }) => id))
  const added = [...byId.values()].filter(({ id }) => ids.has(id))
  await resources.execute(
    db,
    added.flatMap((event) => toResourceRows(event, { now, newId })),
  )
  return added
}

function toEventRow(event: StoredEvent, now: Instant): EventRow {
  return {
    id: event.id,
    occurred: readInstant(event.occurred),
    event: event.event,
    resource_id: event.resource[ID] ?? '',
    resource: event.resource,
    related_resource_ids: event.related.map((resource) => resource[ID] ?? ''),
    related: event.related,
    payload: event.payload,
    received: readInstant(event.received),
    follows: event.follows,
    now,
  }
}

function toResourceRows(
  event: StoredEvent,
  { now, newId }: { now: Instant; newId: () => string },
): ResourceRow[] {
  const occurred = readInstant(event.occurred)
  return [event.resource, ...event.related].map((labels, index) => {
    const { [ID]: resource_id = '', [ROLE]: role = '', ...resource } = labels
    const resource_role = index === 0 ? '' : role
    return { id: newId(), occurred, resource_id, resource_role, resource, event_id: event.id, now }
  })
}
