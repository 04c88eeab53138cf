import { type BulkControl, isEnded, statusAfter } from '@reeve/core/bulk'
import { type BulkOperationChange, bulkOperationEvent } from '@reeve/core/events'
import {
  type BulkOperationRow,
  lockBulkOperation,
} from '@reeve/database/queries/bulk-operations/read-bulk-operation'
import { updateBulkOperation } from '@reeve/database/queries/bulk-operations/update-bulk-operation'
import type { BulkOperation, Instant } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { Refused } from '../../http/errors.ts'
import { requireRow } from '../require-row.ts'
import { showBulkOperation } from './show-bulk-operation.ts'

const EVENTS = {
  pause: 'paused',
  resume: 'resumed',
  cancel: 'cancelled',
} as const satisfies Record<BulkControl, BulkOperationChange>

/**
 * Pauses an operation, lets it go on, or ends it; between two of its batches, so that what is done is counted. Refuses
 * with 404 and, where it has ended, 409.
 */
export async function controlBulkOperation(
  ctx: Context,
  id: string,
  control: BulkControl,
): Promise<BulkOperation> {
  const changed = await writeWithEvents(ctx, async (db) => {
    const operation = requireRow(await lockBulkOperation(db, id), 'Bulk operation not found')
    const status = statusAfter(control, {
      status: operation.status,
      hasStarted: operation.started !== null,
    })
    if (status === undefined)
      throw new Refused(409, `Cannot ${control} the bulk operation: it is ${operation.status} already.`)
    if (status === operation.status) return { result: operation, events: [] }
    const now = ctx.clock.now()
    const changes = changesTo(status, now)
    await updateBulkOperation(db, id, { changes, now })
    const result = { ...operation, ...changes, updated: now }
    return { result, events: [bulkOperationEvent(EVENTS[control], result, occurrence(ctx))] }
  })
  ctx.broadcast.publish('bulk-operations', 'asked')
  return showBulkOperation(changed)
}

/** Nobody holds it any more: whoever worked on it finds that out before the next batch. */
const changesTo = (status: BulkOperationRow['status'], now: Instant) => ({
  status,
  ended: isEnded(status) ? now : null,
  due: null,
  holder: null,
  leased_until: null,
})
