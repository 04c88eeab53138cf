import type { Group } from '../framework/scenario.ts'
import { bulkChanges } from './bulk-changes.ts'
import { flowRunFilters } from './filters/flow-run-filters.ts'
import { history } from './filters/history.ts'
import { otherFilters } from './filters/other-filters.ts'
import { pages } from './filters/pages.ts'
import { taskRunFilters } from './filters/task-run-filters.ts'
import { flowRunRules } from './flow-run-rules/index.ts'
import { flowRunTransitions } from './flow-run-transitions.ts'
import { taskRunRules } from './task-run-rules/index.ts'
import { taskRunTransitions } from './task-run-transitions.ts'

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
  pages,
  history,
]
