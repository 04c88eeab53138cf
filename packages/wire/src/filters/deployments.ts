import type { Static } from 'typebox'
import { AnyOf, Choice, Default, Maybe, StrictModel, Uuid } from '../schema.ts'
import Type from '../type.ts'
import { Operator } from './operator.ts'

export const DeploymentFilterConcurrencyLimit = StrictModel('DeploymentFilterConcurrencyLimit', {
  ge_: Maybe(Type.Integer()),
  le_: Maybe(Type.Integer()),
  is_null_: Maybe(Type.Boolean()),
})
export type DeploymentFilterConcurrencyLimit = Static<typeof DeploymentFilterConcurrencyLimit>

export const DeploymentOrFlowNameFilter = StrictModel('DeploymentOrFlowNameFilter', {
  like_: Maybe(Type.String()),
})
export type DeploymentOrFlowNameFilter = Static<typeof DeploymentOrFlowNameFilter>

export const DeploymentFilterId = StrictModel('DeploymentFilterId', {
  any_: AnyOf(Uuid()),
  not_any_: AnyOf(Uuid()),
})
export type DeploymentFilterId = Static<typeof DeploymentFilterId>

export const DeploymentFilterName = StrictModel('DeploymentFilterName', {
  any_: AnyOf(Type.String()),
  like_: Maybe(Type.String()),
})
export type DeploymentFilterName = Static<typeof DeploymentFilterName>

export const DeploymentFilterPaused = StrictModel('DeploymentFilterPaused', {
  eq_: Maybe(Type.Boolean()),
})
export type DeploymentFilterPaused = Static<typeof DeploymentFilterPaused>

export const DeploymentFilterTags = StrictModel('DeploymentFilterTags', {
  operator: Default(Operator, 'and_'),
  all_: AnyOf(Type.String()),
  any_: AnyOf(Type.String()),
  is_null_: Maybe(Type.Boolean()),
})
export type DeploymentFilterTags = Static<typeof DeploymentFilterTags>

export const DeploymentFilterWorkQueueName = StrictModel('DeploymentFilterWorkQueueName', {
  any_: AnyOf(Type.String()),
})
export type DeploymentFilterWorkQueueName = Static<typeof DeploymentFilterWorkQueueName>

export const DeploymentFilter = StrictModel('DeploymentFilter', {
  operator: Default(Operator, 'and_'),
  id: Maybe(DeploymentFilterId),
  name: Maybe(DeploymentFilterName),
  flow_or_deployment_name: Maybe(DeploymentOrFlowNameFilter),
  paused: Maybe(DeploymentFilterPaused),
  tags: Maybe(DeploymentFilterTags),
  work_queue_name: Maybe(DeploymentFilterWorkQueueName),
  concurrency_limit: Maybe(DeploymentFilterConcurrencyLimit, { deprecated: true }),
})
export type DeploymentFilter = Static<typeof DeploymentFilter>

export const DeploymentSort = Choice('DeploymentSort', [
  'CREATED_DESC',
  'UPDATED_DESC',
  'NAME_ASC',
  'NAME_DESC',
])
export type DeploymentSort = Static<typeof DeploymentSort>
