import { readBulkOperation } from '@reeve/database/queries/bulk-operations/read-bulk-operation'
import {
  countBulkOperations,
  readBulkOperations,
} from '@reeve/database/queries/bulk-operations/read-bulk-operations'
import { bulkOperationRoutes as routes } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'
import { controlBulkOperation } from '../operations/bulk-operations/control-bulk-operation.ts'
import { createBulkOperation } from '../operations/bulk-operations/create-bulk-operation.ts'
import { showBulkOperation } from '../operations/bulk-operations/show-bulk-operation.ts'
import { requireRow } from '../operations/require-row.ts'
import { pageLimit } from './paging.ts'

/** Changes of any number of runs or deployments, made in the background. */
export const bulkOperationBindings: readonly BoundRoute[] = [
  bind(routes.createBulkOperation, (ctx, { body, sent, createdBy }) =>
    createBulkOperation(ctx, { body, sent, createdBy }),
  ),
  bind(routes.readBulkOperation, async (ctx, { params }) =>
    showBulkOperation(
      requireRow(await readBulkOperation(ctx.database.quick, params.id), 'Bulk operation not found'),
    ),
  ),
  bind(routes.readBulkOperations, async (ctx, { body }) => {
    const page = { ...body, limit: pageLimit(ctx, body.limit) }
    return (await readBulkOperations(ctx.database.reader, page)).map(showBulkOperation)
  }),
  bind(routes.countBulkOperations, (ctx, { body }) => countBulkOperations(ctx.database.reader, body)),
  bind(routes.pauseBulkOperation, (ctx, { params }) => controlBulkOperation(ctx, params.id, 'pause')),
  bind(routes.resumeBulkOperation, (ctx, { params }) => controlBulkOperation(ctx, params.id, 'resume')),
  bind(routes.cancelBulkOperation, (ctx, { params }) => controlBulkOperation(ctx, params.id, 'cancel')),
]
