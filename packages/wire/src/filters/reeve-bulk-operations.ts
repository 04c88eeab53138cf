import type { Static } from 'typebox'
import { BulkOperationKind, BulkOperationStatus } from '../resources/reeve-bulk-operations.ts'
import { AnyOf, DateTime, Default, Maybe, StrictModel, Uuid } from '../schema.ts'
import Type from '../type.ts'
import { Operator } from './operator.ts'

export const BulkOperationFilterId = StrictModel('BulkOperationFilterId', {
  any_: AnyOf(Uuid()),
})
export type BulkOperationFilterId = Static<typeof BulkOperationFilterId>

export const BulkOperationFilterStatus = StrictModel('BulkOperationFilterStatus', {
  any_: AnyOf(BulkOperationStatus),
  not_any_: AnyOf(BulkOperationStatus),
})
export type BulkOperationFilterStatus = Static<typeof BulkOperationFilterStatus>

export const BulkOperationFilterKind = StrictModel('BulkOperationFilterKind', {
  any_: AnyOf(BulkOperationKind),
})
export type BulkOperationFilterKind = Static<typeof BulkOperationFilterKind>

export const BulkOperationFilterDryRun = StrictModel('BulkOperationFilterDryRun', {
  eq_: Maybe(Type.Boolean()),
})
export type BulkOperationFilterDryRun = Static<typeof BulkOperationFilterDryRun>

export const BulkOperationFilterTime = StrictModel('BulkOperationFilterTime', {
  before_: Maybe(DateTime()),
  after_: Maybe(DateTime()),
})
export type BulkOperationFilterTime = Static<typeof BulkOperationFilterTime>

export const BulkOperationFilter = StrictModel('BulkOperationFilter', {
  operator: Default(Operator, 'and_'),
  id: Maybe(BulkOperationFilterId),
  status: Maybe(BulkOperationFilterStatus),
  kind: Maybe(BulkOperationFilterKind),
  dry_run: Maybe(BulkOperationFilterDryRun),
  created: Maybe(BulkOperationFilterTime),
  ended: Maybe(BulkOperationFilterTime),
})
export type BulkOperationFilter = Static<typeof BulkOperationFilter>
