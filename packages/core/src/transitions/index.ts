export {
  applySlotEffects,
  EMPTY_LEDGER,
  type LedgerChanges,
  ledgerChanges,
  ledgerOf,
} from '../slots/ledger.ts'
export { chooseFlowRunPolicy, chooseTaskRunPolicy } from './choose-policy.ts'
export { CLIENT_WITHOUT_RESULT_STORAGE, CURRENT_CLIENT, isClientAtMost } from './client-version.ts'
export { type BatchDecision, decideFlowRuns, type FlowRunCase } from './decide-batch.ts'
export { decideFlowRun, type FlowRunDecisionOptions, type FlowRunPolicyName } from './decide-flow-run.ts'
export { decideTaskRun, type TaskRunDecisionOptions, type TaskRunPolicyName } from './decide-task-run.ts'
export type * from './facts.ts'
export {
  answerStatus,
  cancelledWithFlowRun,
  cancelledWithParent,
  cancellingDeadline,
  expiredPause,
  late,
  lateBefore,
  overdueCancelling,
  resumed,
  stateOfParentTaskRun,
} from './follow-ups.ts'
export { isTerminal, proposeState, type StateParts, stateDetails, toProposedState } from './states.ts'
