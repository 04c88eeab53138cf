import type { Route } from '../route.ts'
import { adminRoutes } from './admin.ts'
import { artifactRoutes } from './artifacts.ts'
import { automationRoutes } from './automations.ts'
import { blockCapabilityRoutes } from './block-capabilities.ts'
import { blockDocumentRoutes } from './block-documents.ts'
import { blockSchemaRoutes } from './block-schemas.ts'
import { blockTypeRoutes } from './block-types.ts'
import { collectionRoutes } from './collections.ts'
import { concurrencyLimitRoutes } from './concurrency-limits.ts'
import { concurrencyLimitV2Routes } from './concurrency-limits-v2.ts'
import { deploymentRoutes } from './deployments.ts'
import { eventRoutes } from './events.ts'
import { flowRunStateRoutes } from './flow-run-states.ts'
import { flowRunRoutes } from './flow-runs.ts'
import { flowRoutes } from './flows.ts'
import { logRoutes } from './logs.ts'
import { savedSearchRoutes } from './saved-searches.ts'
import { taskRunStateRoutes } from './task-run-states.ts'
import { taskRunRoutes } from './task-runs.ts'
import { taskWorkerRoutes } from './task-workers.ts'
import { uiRoutes } from './ui.ts'
import { variableRoutes } from './variables.ts'
import { workPoolRoutes } from './work-pools.ts'
import { workQueueRoutes } from './work-queues.ts'

/** All operations of the API. */
export const routes: readonly Route[] = [
  adminRoutes,
  artifactRoutes,
  automationRoutes,
  blockCapabilityRoutes,
  blockDocumentRoutes,
  blockSchemaRoutes,
  blockTypeRoutes,
  collectionRoutes,
  concurrencyLimitV2Routes,
  concurrencyLimitRoutes,
  deploymentRoutes,
  eventRoutes,
  flowRunStateRoutes,
  flowRunRoutes,
  flowRoutes,
  logRoutes,
  savedSearchRoutes,
  taskRunStateRoutes,
  taskRunRoutes,
  taskWorkerRoutes,
  uiRoutes,
  variableRoutes,
  workPoolRoutes,
  workQueueRoutes,
].flatMap((group) => Object.values<Route>(group))
