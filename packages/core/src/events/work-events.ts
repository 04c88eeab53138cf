import type { Event } from '@reeve/wire'
import { newEvent, relatedResource } from './event.ts'
import type { Occurrence } from './object-events.ts'

interface Pool {
  readonly id: string
  readonly name: string
  readonly type: string
}

/** The event that a queue was made because something named it. [C25] */
export const workQueueCreatedEvent = (
  queue: { readonly id: string; readonly name: string },
  pool: Pool,
  occurrence: Occurrence,
): Event =>
  newEvent({
    ...occurrence,
    event: 'prefect.work-queue.created',
    resource: {
      'prefect.resource.id': `prefect.work-queue.${queue.id}`,
      'prefect.resource.name': queue.name,
      'prefect.resource.role': 'work-queue',
    },
    related: [
      relatedResource('work-pool', pool.id, {
        'prefect.resource.name': pool.name,
        'prefect.work-pool.type': pool.type,
      }),
    ],
    payload: {},
  })

/** The event that a pool was made because a queue needed one. [E37] */
export const workPoolCreatedEvent = (pool: Pool, defaultQueueId: string, occurrence: Occurrence): Event =>
  newEvent({
    ...occurrence,
    event: 'prefect.work-pool.created',
    resource: {
      'prefect.resource.id': `prefect.work-pool.${pool.id}`,
      'prefect.resource.name': pool.name,
      'prefect.work-pool.type': pool.type,
      'prefect.resource.role': 'work-pool',
    },
    related: [relatedResource('work-queue', defaultQueueId, { 'prefect.resource.role': 'default-queue' })],
    payload: {},
  })
