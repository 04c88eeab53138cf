import type { Static } from 'typebox'
import { BulkOperationFilter } from '../filters/reeve-bulk-operations.ts'
import { BulkOperation, BulkOperationCreate } from '../resources/reeve-bulk-operations.ts'
import { route } from '../route.ts'
import { IdParams, Limit, Maybe, Offset } from '../schema.ts'
import Type from '../type.ts'

const tags = ['Reeve']

export const ReadBulkOperationsBody = Type.Object({
  bulk_operations: Maybe(BulkOperationFilter),
  limit: Limit(),
  offset: Offset(),
})
export type ReadBulkOperationsBody = Static<typeof ReadBulkOperationsBody>

export const CountBulkOperationsBody = Type.Object({
  bulk_operations: Maybe(BulkOperationFilter),
})
export type CountBulkOperationsBody = Static<typeof CountBulkOperationsBody>

/** Changes of any number of runs or deployments, made in the background. */
export const bulkOperationRoutes = {
  createBulkOperation: route({
    name: 'create_bulk_operation',
    method: 'POST',
    path: '/reeve/bulk_operations',
    tags,
    summary: 'Begin a bulk operation',
    body: BulkOperationCreate,
    success: 202,
    response: BulkOperation,
  }),

  readBulkOperation: route({
    name: 'read_bulk_operation',
    method: 'GET',
    path: '/reeve/bulk_operations/{id}',
    tags,
    summary: 'Read a bulk operation and how far it is',
    params: IdParams,
    success: 200,
    response: BulkOperation,
  }),

  readBulkOperations: route({
    name: 'read_bulk_operations',
    method: 'POST',
    path: '/reeve/bulk_operations/filter',
    tags,
    summary: 'List bulk operations, newest first',
    body: ReadBulkOperationsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Array(BulkOperation),
  }),

  countBulkOperations: route({
    name: 'count_bulk_operations',
    method: 'POST',
    path: '/reeve/bulk_operations/count',
    tags,
    summary: 'Count bulk operations',
    body: CountBulkOperationsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Integer(),
  }),

  pauseBulkOperation: route({
    name: 'pause_bulk_operation',
    method: 'POST',
    path: '/reeve/bulk_operations/{id}/pause',
    tags,
    summary: 'Pause a bulk operation',
    params: IdParams,
    success: 200,
    response: BulkOperation,
  }),

  resumeBulkOperation: route({
    name: 'resume_bulk_operation',
    method: 'POST',
    path: '/reeve/bulk_operations/{id}/resume',
    tags,
    summary: 'Let a paused bulk operation go on',
    params: IdParams,
    success: 200,
    response: BulkOperation,
  }),

  cancelBulkOperation: route({
    name: 'cancel_bulk_operation',
    method: 'POST',
    path: '/reeve/bulk_operations/{id}/cancel',
    tags,
    summary: 'End a bulk operation; what is done stays done',
    params: IdParams,
    success: 200,
    response: BulkOperation,
  }),
}
