import type { FlowRunRule } from '../rule.ts'
import { copyScheduledTime } from '../shared/copy-scheduled-time.ts'
import { refuseDoubleSubmit } from '../shared/refuse-double-submit.ts'
import { waitForScheduledTime } from '../shared/wait-for-scheduled-time.ts'
import { cancelWithoutInfrastructure } from './cancel-without-infrastructure.ts'
import { checkLeaseAtStart } from './check-lease-at-start.ts'
import { keepCancelling } from './keep-cancelling.ts'
import { keepLeaseId } from './keep-lease-id.ts'
import { keepSlotOfOldClient } from './keep-slot-of-old-client.ts'
import { leavePause } from './leave-pause.ts'
import { leaveTerminal } from './leave-terminal.ts'
import { markLate } from './mark-late.ts'
import { pause } from './pause.ts'
import { refuseDuplicate } from './refuse-duplicate.ts'
import { releaseDeploymentSlot } from './release-deployment-slot.ts'
import { retryFailed } from './retry-failed.ts'
import { secureDeploymentSlot } from './secure-deployment-slot.ts'

/** What a client's proposal for a flow run goes through. [B-flow] */
export const coreFlowPolicy: readonly FlowRunRule[] = [
  keepLeaseId, //                 any -> any
  refuseDuplicate, //             any -> any
  leaveTerminal, //               terminal -> any
  keepCancelling, //              CANCELLING -> all but CANCELLED
  cancelWithoutInfrastructure, // SCHEDULED, PAUSED -> CANCELLING
  refuseDoubleSubmit, //          PENDING, CANCELLING, RUNNING, CANCELLED -> PENDING
  checkLeaseAtStart, //           PENDING -> RUNNING
  secureDeploymentSlot, //        all but PENDING, RUNNING, CANCELLING -> PENDING
  keepSlotOfOldClient, //         PENDING -> RUNNING, CANCELLING
  markLate, //                    any -> SCHEDULED
  pause, //                       any -> PAUSED
  leavePause, //                  PAUSED -> any
  copyScheduledTime, //           SCHEDULED -> PENDING
  waitForScheduledTime, //        SCHEDULED, PENDING -> RUNNING
  retryFailed, //                 RUNNING -> FAILED
  releaseDeploymentSlot, //       any -> any
]
