import type { TaskRunRule } from '../rule.ts'
import { copyScheduledTime } from '../shared/copy-scheduled-time.ts'
import { waitForScheduledTime } from '../shared/wait-for-scheduled-time.ts'
import { cacheCompleted } from './cache-completed.ts'
import { leaveTerminal } from './leave-terminal.ts'
import { nameReruns } from './name-reruns.ts'
import { releaseTagSlots } from './release-tag-slots.ts'
import { requireRunningFlow } from './require-running-flow.ts'
import { retryFailed } from './retry-failed.ts'
import { secureTagSlots } from './secure-tag-slots.ts'
import { trackFlowAttempt } from './track-flow-attempt.ts'
import { useCachedState } from './use-cached-state.ts'

/** What a proposal for a task run goes through. [B-task] */
export const coreTaskPolicy: readonly TaskRunRule[] = [
  useCachedState, //       any -> RUNNING
  leaveTerminal, //        terminal -> any
  requireRunningFlow, //   any -> RUNNING
  secureTagSlots, //       any -> RUNNING
  copyScheduledTime, //    SCHEDULED -> PENDING
  waitForScheduledTime, // SCHEDULED, PENDING -> RUNNING
  retryFailed, //          RUNNING -> FAILED
  nameReruns, //           any -> RUNNING
  trackFlowAttempt, //     any -> RUNNING
  cacheCompleted, //       any -> COMPLETED
  releaseTagSlots, //      any -> any
]
