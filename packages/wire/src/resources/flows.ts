import type { Static } from 'typebox'
import {
  Initially,
  Labels,
  ListOf,
  Model,
  Name,
  Nullable,
  pageFields,
  StrictModel,
  stored,
  Uuid,
} from '../schema.ts'
import Type from '../type.ts'

export const Flow = Model('Flow', {
  ...stored,
  name: Name(),
  tags: ListOf(Type.String()),
  labels: Initially(Nullable(Labels()), {}),
})
export type Flow = Static<typeof Flow>

export const FlowBulkDeleteResponse = Model('FlowBulkDeleteResponse', {
  deleted: ListOf(Uuid()),
})
export type FlowBulkDeleteResponse = Static<typeof FlowBulkDeleteResponse>

export const FlowCreate = StrictModel('FlowCreate', {
  name: Name(),
  tags: ListOf(Type.String()),
  labels: Initially(Nullable(Labels()), {}),
})
export type FlowCreate = Static<typeof FlowCreate>

export const FlowPaginationResponse = Model('FlowPaginationResponse', {
  results: Type.Array(Flow),
  ...pageFields,
})
export type FlowPaginationResponse = Static<typeof FlowPaginationResponse>

export const FlowUpdate = StrictModel('FlowUpdate', {
  tags: ListOf(Type.String()),
})
export type FlowUpdate = Static<typeof FlowUpdate>
