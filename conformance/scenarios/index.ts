import type { Group } from '../framework/scenario.ts'
import { flowRunRules } from './flow-run-rules/index.ts'
import { flowRunTransitions } from './flow-run-transitions.ts'
import { taskRunTransitions } from './task-run-transitions.ts'

/** All that is compared with the reference. */
export const groups: readonly Group[] = [flowRunTransitions, flowRunRules, taskRunTransitions]
