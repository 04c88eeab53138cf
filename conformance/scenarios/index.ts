import type { Group } from '../framework/scenario.ts'
import { blockDocuments } from './blocks/documents.ts'
import { blockSchemas } from './blocks/schemas.ts'
import { blockTypes } from './blocks/types.ts'
import { bulkChanges } from './bulk-changes.ts'
import { agentQueues } from './deployments/agent-queues.ts'
import { deploymentFields } from './deployments/deployment-fields.ts'
import { deployments } from './deployments/deployments.ts'
import { poolFields } from './deployments/pool-fields.ts'
import { scheduledRuns } from './deployments/scheduled-runs.ts'
import { schedules } from './deployments/schedules.ts'
import { workPools } from './deployments/work-pools.ts'
import { workQueues } from './deployments/work-queues.ts'
import { events } from './events.ts'
import { flowRunFilters } from './filters/flow-run-filters.ts'
import { history } from './filters/history.ts'
import { missingValues } from './filters/missing-values.ts'
import { neighbours } from './filters/neighbours.ts'
import { otherFilters } from './filters/other-filters.ts'
import { pages } from './filters/pages.ts'
import { taskRunFilters } from './filters/task-run-filters.ts'
import { flowRunRules } from './flow-run-rules/index.ts'
import { flowRunTransitions } from './flow-run-transitions.ts'
import { artifacts } from './resources/artifacts.ts'
import { conventions } from './resources/conventions.ts'
import { flowRunParts } from './resources/flow-run-parts.ts'
import { flowRuns } from './resources/flow-runs.ts'
import { flows } from './resources/flows.ts'
import { furtherFields } from './resources/further-fields.ts'
import { globalLimits } from './resources/global-limits.ts'
import { withLimits, withPassword, withTokens } from './resources/guarded.ts'
import { logs } from './resources/logs.ts'
import { smallResources } from './resources/small-resources.ts'
import { tagLimits } from './resources/tag-limits.ts'
import { taskRuns } from './resources/task-runs.ts'
import { variables } from './resources/variables.ts'
import { wholeLists } from './resources/whole-lists.ts'
import { retention } from './retention.ts'
import { services } from './services.ts'
import { taskRunRules } from './task-run-rules/index.ts'
import { taskRunTransitions } from './task-run-transitions.ts'
import { ui } from './ui.ts'
import { uiRequests } from './ui-requests.ts'

/** All that is compared with the reference. */
export const groups: readonly Group[] = [
  flowRunTransitions,
  flowRunRules,
  taskRunTransitions,
  taskRunRules,
  bulkChanges,
  flowRunFilters,
  taskRunFilters,
  otherFilters,
  neighbours,
  pages,
  history,
  missingValues,
  flows,
  flowRuns,
  flowRunParts,
  taskRuns,
  variables,
  artifacts,
  logs,
  globalLimits,
  tagLimits,
  deployments,
  deploymentFields,
  schedules,
  scheduledRuns,
  workPools,
  poolFields,
  workQueues,
  agentQueues,
  ui,
  uiRequests,
  blockTypes,
  blockSchemas,
  blockDocuments,
  smallResources,
  furtherFields,
  events,
  services,
  retention,
  wholeLists,
  conventions,
  withPassword,
  withTokens,
  withLimits,
]
