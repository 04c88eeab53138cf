import type { Static } from 'typebox'
import { FlowFilter, FlowSort } from '../filters/flows.ts'
import { runFilters, unsentRunFilters } from '../filters/groups.ts'
import { WorkPoolFilter } from '../filters/work-pools.ts'
import {
  Flow,
  FlowBulkDeleteResponse,
  FlowCreate,
  FlowPaginationResponse,
  FlowUpdate,
} from '../resources/flows.ts'
import { route } from '../route.ts'
import { BulkLimit, Default, IdParams, Limit, Maybe, NameParams, Offset, OrNull, Page } from '../schema.ts'
import Type from '../type.ts'

export const BulkDeleteFlowsBody = Type.Object({
  flows: Maybe(FlowFilter),
  limit: BulkLimit(),
})
export type BulkDeleteFlowsBody = Static<typeof BulkDeleteFlowsBody>

export const CountFlowsBody = Type.Object({
  ...unsentRunFilters,
  work_pools: OrNull(WorkPoolFilter),
})
export type CountFlowsBody = Static<typeof CountFlowsBody>

export const ReadFlowsBody = Type.Object({
  limit: Limit(),
  offset: Offset(),
  ...unsentRunFilters,
  work_pools: OrNull(WorkPoolFilter),
  sort: Default(FlowSort, 'NAME_ASC'),
})
export type ReadFlowsBody = Static<typeof ReadFlowsBody>

export const PaginateFlowsBody = Type.Object({
  limit: Limit(),
  page: Page(),
  ...runFilters,
  work_pools: Maybe(WorkPoolFilter),
  sort: Default(FlowSort, 'NAME_ASC'),
})
export type PaginateFlowsBody = Static<typeof PaginateFlowsBody>

export const flowRoutes = {
  createFlow: route({
    name: 'create_flow',
    method: 'POST',
    path: '/flows/',
    tags: ['Flows'],
    summary: 'Create a flow, or find it by its name',
    body: FlowCreate,
    success: 200,
    response: Flow,
  }),

  bulkDeleteFlows: route({
    name: 'bulk_delete_flows',
    method: 'POST',
    path: '/flows/bulk_delete',
    tags: ['Flows'],
    summary: 'Delete the flows that a filter finds',
    body: BulkDeleteFlowsBody,
    bodyOptional: true,
    success: 200,
    response: FlowBulkDeleteResponse,
  }),

  countFlows: route({
    name: 'count_flows',
    method: 'POST',
    path: '/flows/count',
    tags: ['Flows'],
    summary: 'Count flows',
    body: CountFlowsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Integer(),
  }),

  readFlows: route({
    name: 'read_flows',
    method: 'POST',
    path: '/flows/filter',
    tags: ['Flows'],
    summary: 'Find flows',
    body: ReadFlowsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Array(Flow),
  }),

  readFlowByName: route({
    name: 'read_flow_by_name',
    method: 'GET',
    path: '/flows/name/{name}',
    tags: ['Flows'],
    summary: 'Read a flow by its name',
    params: NameParams,
    success: 200,
    response: Flow,
  }),

  paginateFlows: route({
    name: 'paginate_flows',
    method: 'POST',
    path: '/flows/paginate',
    tags: ['Flows'],
    summary: 'Find flows, page by page',
    body: PaginateFlowsBody,
    bodyOptional: true,
    success: 200,
    response: FlowPaginationResponse,
  }),

  deleteFlow: route({
    name: 'delete_flow',
    method: 'DELETE',
    path: '/flows/{id}',
    tags: ['Flows'],
    summary: 'Delete a flow',
    params: IdParams,
    success: 204,
  }),

  readFlow: route({
    name: 'read_flow',
    method: 'GET',
    path: '/flows/{id}',
    tags: ['Flows'],
    summary: 'Read a flow',
    params: IdParams,
    success: 200,
    response: Flow,
  }),

  updateFlow: route({
    name: 'update_flow',
    method: 'PATCH',
    path: '/flows/{id}',
    tags: ['Flows'],
    summary: 'Change a flow',
    params: IdParams,
    body: FlowUpdate,
    success: 204,
  }),
}
