import type { TaskRunRule } from '../rule.ts'
import { copyScheduledTime } from '../shared/copy-scheduled-time.ts'
import { refuseDoubleSubmit } from '../shared/refuse-double-submit.ts'
import { waitForScheduledTime } from '../shared/wait-for-scheduled-time.ts'
import { cacheCompleted } from './cache-completed.ts'
import { copyTaskParametersId } from './copy-task-parameters-id.ts'
import { enqueueScheduled } from './enqueue-scheduled.ts'
import { leaveTerminal } from './leave-terminal.ts'
import { nameReruns } from './name-reruns.ts'
import { releaseTagSlots } from './release-tag-slots.ts'
import { retryFailed } from './retry-failed.ts'
import { trackFlowAttempt } from './track-flow-attempt.ts'
import { useCachedState } from './use-cached-state.ts'

/** What proposals of deferred states go through, by which background tasks are handed to task workers. [B58] */
export const backgroundTaskPolicy: readonly TaskRunRule[] = [
  refuseDoubleSubmit, //   PENDING, CANCELLING, RUNNING, CANCELLED -> PENDING
  useCachedState, //       any -> RUNNING
  leaveTerminal, //        terminal -> any
  copyScheduledTime, //    SCHEDULED -> PENDING
  copyTaskParametersId, // SCHEDULED, PENDING -> PENDING, RUNNING
  waitForScheduledTime, // SCHEDULED, PENDING -> RUNNING
  retryFailed, //          RUNNING -> FAILED
  nameReruns, //           any -> RUNNING
  trackFlowAttempt, //     any -> RUNNING
  cacheCompleted, //       any -> COMPLETED
  releaseTagSlots, //      any -> any
  enqueueScheduled, //     any -> SCHEDULED
]
