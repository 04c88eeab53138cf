import { NO_TALLY } from '@reeve/core/bulk'
import { bulkOperationEvent } from '@reeve/core/events'
import { insertBulkOperation } from '@reeve/database/queries/bulk-operations/insert-bulk-operation'
import type { BulkOperationRow } from '@reeve/database/queries/bulk-operations/read-bulk-operation'
import type { BulkOperation, BulkOperationCreate, CreatedBy } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { checkBulkRequest, FILTERS } from './check-bulk-request.ts'
import { showBulkOperation } from './show-bulk-operation.ts'

/** What a client sent. */
interface BulkRequest {
  readonly body: BulkOperationCreate
  readonly sent: ReadonlySet<string>
  readonly createdBy: CreatedBy | null
}

/** Notes a bulk operation, which is begun in the background. Throws InvalidRequest. */
export async function createBulkOperation(
  ctx: Context,
  { body, sent, createdBy }: BulkRequest,
): Promise<BulkOperation> {
  checkBulkRequest(body, sent)
  const operation = newOperation(ctx, body, createdBy)
  await writeWithEvents(ctx, async (db) => {
    await insertBulkOperation(db, operation)
    return { result: null, events: [bulkOperationEvent('created', operation, occurrence(ctx))] }
  })
  ctx.broadcast.publish('bulk-operations', 'asked')
  return showBulkOperation(operation)
}

function newOperation(
  { ids, clock }: Context,
  body: BulkOperationCreate,
  createdBy: CreatedBy | null,
): BulkOperationRow {
  const now = clock.now()
  const { state, message, scheduled_time, tags, force, rate } = body
  return {
    ...NO_TALLY,
    id: ids.next(),
    created: now,
    updated: now,
    kind: body.kind,
    filters: Object.fromEntries(
      FILTERS.flatMap((filter) => (body[filter] === null ? [] : [[filter, body[filter]]])),
    ),
    parameters: { state, message, scheduled_time, tags, force, rate },
    dry_run: body.dry_run,
    status: 'pending',
    created_by: createdBy,
    started: null,
    ended: null,
    total: null,
    sample: [],
    error: null,
    cursor: null,
    due: null,
    paced_since: null,
    paced_done: 0,
    holder: null,
    leased_until: null,
  }
}
