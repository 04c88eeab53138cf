import type { Event, WorkQueueStatus } from '@reeve/wire'
import type { ColumnChange } from './deployment-events.ts'
import { type Labels, newEvent, relatedResource } from './event.ts'
import type { Occurrence } from './object-events.ts'

/** What events tell of a work queue and of its pool. */
export interface WorkQueueEventFacts {
  readonly id: string
  readonly name: string
  readonly pool: { readonly id: string; readonly name: string; readonly type: string }
}

/** What every event of a queue is made of. */
const ofQueue = ({ id, name, pool }: WorkQueueEventFacts, occurrence: Occurrence) => ({
  ...occurrence,
  resource: {
    'prefect.resource.id': `prefect.work-queue.${id}`,
    'prefect.resource.name': name,
    'prefect.resource.role': 'work-queue',
  } as Labels,
  related: [
    relatedResource('work-pool', pool.id, {
      'prefect.resource.name': pool.name,
      'prefect.work-pool.type': pool.type,
    }),
  ],
})

/** The event that a work queue came or went. */
export const workQueueEvent = (
  change: 'created' | 'deleted',
  queue: WorkQueueEventFacts,
  occurrence: Occurrence,
): Event => newEvent({ ...ofQueue(queue, occurrence), event: `prefect.work-queue.${change}`, payload: {} })

/** The event that columns of a work queue changed. */
export const workQueueUpdatedEvent = (
  queue: WorkQueueEventFacts,
  changes: Readonly<Record<string, ColumnChange>>,
  occurrence: Occurrence,
): Event =>
  newEvent({
    ...ofQueue(queue, occurrence),
    event: 'prefect.work-queue.updated',
    payload: { updated_fields: Object.keys(changes), updates: { ...changes } as never },
  })

/** The event that a work queue got another status. [E18, E28, E31] */
export const workQueueStatusEvent = (
  queue: WorkQueueEventFacts,
  status: WorkQueueStatus,
  occurrence: Occurrence,
): Event =>
  newEvent({
    ...ofQueue(queue, occurrence),
    event: `prefect.work-queue.${status.toLowerCase().replace('_', '-')}`,
    payload: {},
  })
