import type { CreatedBy, Event, JsonObject } from '@reeve/wire'
import { newEvent, relatedResource } from './event.ts'
import type { Occurrence } from './object-events.ts'

/** What became of a bulk operation. */
export type BulkOperationChange =
  | 'created'
  | 'started'
  | 'paused'
  | 'resumed'
  | 'cancelled'
  | 'completed'
  | 'failed'

/** What events tell of a bulk operation. */
export interface BulkOperationEventFacts {
  readonly id: string
  readonly kind: string
  readonly dry_run: boolean
  readonly created_by: CreatedBy | null
  readonly total: number | null
  readonly accepted: number
  readonly rejected: number
  readonly waiting: number
  readonly aborted: number
  readonly failed: number
  readonly skipped: number
  readonly error: string | null
}

/** The event `reeve.bulk-operation.{change}`. */
export function bulkOperationEvent(
  change: BulkOperationChange,
  operation: BulkOperationEventFacts,
  occurrence: Occurrence,
): Event {
  const { id, kind, dry_run, created_by, ...facts } = operation
  const { total, accepted, rejected, waiting, aborted, failed, skipped, error } = facts
  const payload = { kind, dry_run, total, accepted, rejected, waiting, aborted, failed, skipped, error }
  return newEvent({
    ...occurrence,
    event: `reeve.bulk-operation.${change}`,
    resource: {
      'prefect.resource.id': `reeve.bulk-operation.${id}`,
      'prefect.resource.name': kind,
    },
    related: created_by?.id
      ? [relatedResource('automation', created_by.id, { 'prefect.resource.role': 'creator' })]
      : [],
    payload: payload satisfies JsonObject,
  })
}
