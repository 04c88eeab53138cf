import { Maybe, OrNull } from '../schema.ts'
import { BlockDocumentFilter } from './block-documents.ts'
import { BlockSchemaFilter } from './block-schemas.ts'
import { BlockTypeFilter } from './block-types.ts'
import { DeploymentFilter } from './deployments.ts'
import { FlowRunFilter } from './flow-runs.ts'
import { FlowFilter } from './flows.ts'
import { TaskRunFilter } from './task-runs.ts'
import { WorkPoolFilter } from './work-pools.ts'
import { WorkQueueFilter } from './work-queues.ts'

/** Filters by flow, run and deployment; each null if the client sent none. */
export const runFilters = {
  flows: Maybe(FlowFilter),
  flow_runs: Maybe(FlowRunFilter),
  task_runs: Maybe(TaskRunFilter),
  deployments: Maybe(DeploymentFilter),
}

/** As `runFilters`, and by where runs are worked on. */
export const queuedRunFilters = {
  ...runFilters,
  work_pools: Maybe(WorkPoolFilter),
  work_pool_queues: Maybe(WorkQueueFilter),
}

/** As `runFilters`, where the document does not know of the null. */
export const unsentRunFilters = {
  flows: OrNull(FlowFilter),
  flow_runs: OrNull(FlowRunFilter),
  task_runs: OrNull(TaskRunFilter),
  deployments: OrNull(DeploymentFilter),
}

/** Filters by block document, type and schema; each null if the client sent none. */
export const blockFilters = {
  block_documents: Maybe(BlockDocumentFilter),
  block_types: Maybe(BlockTypeFilter),
  block_schemas: Maybe(BlockSchemaFilter),
}
