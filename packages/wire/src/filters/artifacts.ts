import type { Static } from 'typebox'
import { AnyOf, Choice, Default, Maybe, StrictModel, Uuid } from '../schema.ts'
import Type from '../type.ts'
import { Operator } from './operator.ts'

export const ArtifactCollectionFilterFlowRunId = StrictModel('ArtifactCollectionFilterFlowRunId', {
  any_: AnyOf(Uuid()),
})
export type ArtifactCollectionFilterFlowRunId = Static<typeof ArtifactCollectionFilterFlowRunId>

export const ArtifactCollectionFilterKey = StrictModel('ArtifactCollectionFilterKey', {
  any_: AnyOf(Type.String()),
  like_: Maybe(Type.String()),
  exists_: Maybe(Type.Boolean()),
})
export type ArtifactCollectionFilterKey = Static<typeof ArtifactCollectionFilterKey>

export const ArtifactCollectionFilterLatestId = StrictModel('ArtifactCollectionFilterLatestId', {
  any_: AnyOf(Uuid()),
})
export type ArtifactCollectionFilterLatestId = Static<typeof ArtifactCollectionFilterLatestId>

export const ArtifactCollectionFilterTaskRunId = StrictModel('ArtifactCollectionFilterTaskRunId', {
  any_: AnyOf(Uuid()),
})
export type ArtifactCollectionFilterTaskRunId = Static<typeof ArtifactCollectionFilterTaskRunId>

export const ArtifactCollectionFilterType = StrictModel('ArtifactCollectionFilterType', {
  any_: AnyOf(Type.String()),
  not_any_: AnyOf(Type.String()),
})
export type ArtifactCollectionFilterType = Static<typeof ArtifactCollectionFilterType>

export const ArtifactCollectionFilter = StrictModel('ArtifactCollectionFilter', {
  operator: Default(Operator, 'and_'),
  latest_id: Maybe(ArtifactCollectionFilterLatestId),
  key: Maybe(ArtifactCollectionFilterKey),
  flow_run_id: Maybe(ArtifactCollectionFilterFlowRunId),
  task_run_id: Maybe(ArtifactCollectionFilterTaskRunId),
  type: Maybe(ArtifactCollectionFilterType),
})
export type ArtifactCollectionFilter = Static<typeof ArtifactCollectionFilter>

export const ArtifactCollectionSort = Choice('ArtifactCollectionSort', [
  'CREATED_DESC',
  'UPDATED_DESC',
  'ID_DESC',
  'KEY_DESC',
  'KEY_ASC',
])
export type ArtifactCollectionSort = Static<typeof ArtifactCollectionSort>

export const ArtifactFilterFlowRunId = StrictModel('ArtifactFilterFlowRunId', {
  any_: AnyOf(Uuid()),
})
export type ArtifactFilterFlowRunId = Static<typeof ArtifactFilterFlowRunId>

export const ArtifactFilterId = StrictModel('ArtifactFilterId', {
  any_: AnyOf(Uuid()),
})
export type ArtifactFilterId = Static<typeof ArtifactFilterId>

export const ArtifactFilterKey = StrictModel('ArtifactFilterKey', {
  any_: AnyOf(Type.String()),
  like_: Maybe(Type.String()),
  exists_: Maybe(Type.Boolean()),
})
export type ArtifactFilterKey = Static<typeof ArtifactFilterKey>

export const ArtifactFilterTaskRunId = StrictModel('ArtifactFilterTaskRunId', {
  any_: AnyOf(Uuid()),
})
export type ArtifactFilterTaskRunId = Static<typeof ArtifactFilterTaskRunId>

export const ArtifactFilterType = StrictModel('ArtifactFilterType', {
  any_: AnyOf(Type.String()),
  not_any_: AnyOf(Type.String()),
})
export type ArtifactFilterType = Static<typeof ArtifactFilterType>

export const ArtifactFilter = StrictModel('ArtifactFilter', {
  operator: Default(Operator, 'and_'),
  id: Maybe(ArtifactFilterId),
  key: Maybe(ArtifactFilterKey),
  flow_run_id: Maybe(ArtifactFilterFlowRunId),
  task_run_id: Maybe(ArtifactFilterTaskRunId),
  type: Maybe(ArtifactFilterType),
})
export type ArtifactFilter = Static<typeof ArtifactFilter>

export const ArtifactSort = Choice('ArtifactSort', [
  'CREATED_DESC',
  'UPDATED_DESC',
  'ID_DESC',
  'KEY_DESC',
  'KEY_ASC',
])
export type ArtifactSort = Static<typeof ArtifactSort>
