import type { FlowRunRule } from '../rule.ts'
import { cancelLateOnFullLimit } from './cancel-late-on-full-limit.ts'
import { markLate } from './mark-late.ts'

/** What marking a run late goes through. [B41] */
export const markLateFlowPolicy: readonly FlowRunRule[] = [
  markLate, //              any -> SCHEDULED
  cancelLateOnFullLimit, // SCHEDULED -> SCHEDULED
]
