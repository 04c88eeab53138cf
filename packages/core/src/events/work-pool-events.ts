import type { Event, Instant, WorkPoolStatus } from '@reeve/wire'
import { secondsBetween } from '@reeve/wire'
import type { ColumnChange } from './deployment-events.ts'
import { type Labels, newEvent, relatedResource } from './event.ts'
import type { Occurrence } from './object-events.ts'

/** What events tell of a work pool. */
export interface WorkPoolEventFacts {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly default_queue_id: string | null
  readonly storage_configuration: { readonly default_result_storage_block_id?: string | null }
}

/** A change of a pool's status is linked to the one before if that was at most this long ago. */
const LINKED_SECONDS = 10 * 60

const labelsOf = ({ id, name, type }: Pick<WorkPoolEventFacts, 'id' | 'name' | 'type'>): Labels => ({
  'prefect.resource.id': `prefect.work-pool.${id}`,
  'prefect.resource.name': name,
  'prefect.work-pool.type': type,
})

const inItsRole = (pool: WorkPoolEventFacts): Labels => ({
  ...labelsOf(pool),
  'prefect.resource.role': 'work-pool',
})

/** The event that a work pool came or went. */
export function workPoolEvent(
  change: 'created' | 'deleted',
  pool: WorkPoolEventFacts,
  occurrence: Occurrence,
): Event {
  const block = pool.storage_configuration.default_result_storage_block_id
  const related = [
    ...(pool.default_queue_id
      ? [relatedResource('work-queue', pool.default_queue_id, { 'prefect.resource.role': 'default-queue' })]
      : []),
    ...(block
      ? [relatedResource('block-document', block, { 'prefect.resource.role': 'result-storage' })]
      : []),
  ]
  const event = `prefect.work-pool.${change}`
  return newEvent({ ...occurrence, event, resource: inItsRole(pool), related, payload: {} })
}

/** The event that columns of a work pool changed. */
export const workPoolUpdatedEvent = (
  pool: WorkPoolEventFacts,
  changes: Readonly<Record<string, ColumnChange>>,
  occurrence: Occurrence,
): Event =>
  newEvent({
    ...occurrence,
    event: 'prefect.work-pool.updated',
    resource: inItsRole(pool),
    payload: { updated_fields: Object.keys(changes), updates: { ...changes } as never },
  })

/** A pool's status and when it came to it. */
export interface PoolTransition {
  readonly pool: Pick<WorkPoolEventFacts, 'id' | 'name' | 'type'>
  readonly status: WorkPoolStatus
  /** The event of the status before, if there is one. */
  readonly previous: { readonly id: string | null; readonly at: Instant | null } | null
}

/** The event that a work pool got another status. [E18, E30, E31] */
export const workPoolStatusEvent = (
  { pool, status, previous }: PoolTransition,
  occurrence: Occurrence,
): Event =>
  newEvent({
    ...occurrence,
    event: `prefect.work-pool.${kebab(status)}`,
    resource: labelsOf(pool),
    payload: {},
    follows:
      previous?.at && secondsBetween(previous.at, occurrence.occurred) < LINKED_SECONDS ? previous.id : null,
  })

const kebab = (status: WorkPoolStatus): string => status.toLowerCase().replace('_', '-')
