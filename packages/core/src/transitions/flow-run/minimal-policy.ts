import type { FlowRunRule } from '../rule.ts'
import { cancelWithoutInfrastructure } from './cancel-without-infrastructure.ts'
import { keepPersistedResult } from './keep-persisted-result.ts'
import { releaseDeploymentSlot } from './release-deployment-slot.ts'

/** What holds even for forced transitions, new runs and the server's own changes. [B40] */
export const minimalFlowPolicy: readonly FlowRunRule[] = [
  keepPersistedResult, //         terminal -> terminal
  cancelWithoutInfrastructure, // SCHEDULED, PAUSED -> CANCELLING
  releaseDeploymentSlot, //       any -> any
]
