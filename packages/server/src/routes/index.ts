import type { BoundRoute } from '../http/bind.ts'
import { adminBindings } from './admin.ts'
import { artifactBindings } from './artifacts.ts'
import { automationBindings } from './automations.ts'
import { blockDocumentBindings } from './block-documents.ts'
import { blockSchemaBindings } from './block-schemas.ts'
import { blockTypeBindings } from './block-types.ts'
import { bulkOperationBindings } from './bulk-operations.ts'
import { collectionBindings } from './collections.ts'
import { concurrencyLimitBindings } from './concurrency-limits.ts'
import { concurrencyLimitV2Bindings } from './concurrency-limits-v2.ts'
import { csrfTokenBindings } from './csrf-token.ts'
import { deploymentBindings } from './deployments.ts'
import { eventBindings } from './events.ts'
import { flowRunBindings } from './flow-runs.ts'
import { flowBindings } from './flows.ts'
import { logBindings } from './logs.ts'
import { reeveFlowRunBindings } from './reeve-flow-runs.ts'
import { rootBindings } from './root.ts'
import { savedSearchBindings } from './saved-searches.ts'
import { taskRunBindings } from './task-runs.ts'
import { taskWorkerBindings } from './task-workers.ts'
import { templateBindings } from './templates.ts'
import { uiBindings } from './ui.ts'
import { variableBindings } from './variables.ts'
import { workPoolBindings } from './work-pools.ts'
import { workQueueBindings } from './work-queues.ts'

/** Every operation of the API that is served. */
export const boundRoutes: readonly BoundRoute[] = [
  ...rootBindings,
  ...adminBindings,
  ...csrfTokenBindings,
  ...flowBindings,
  ...flowRunBindings,
  ...deploymentBindings,
  ...taskRunBindings,
  ...taskWorkerBindings,
  ...logBindings,
  ...eventBindings,
  ...concurrencyLimitBindings,
  ...concurrencyLimitV2Bindings,
  ...variableBindings,
  ...artifactBindings,
  ...savedSearchBindings,
  ...workPoolBindings,
  ...uiBindings,
  ...automationBindings,
  ...templateBindings,
  ...collectionBindings,
  ...workQueueBindings,
  ...blockTypeBindings,
  ...blockSchemaBindings,
  ...blockDocumentBindings,
  ...bulkOperationBindings,
  ...reeveFlowRunBindings,
]
