export { type Allotment, allot, type PolledPool, type PolledQueue } from './allot.ts'
export {
  type AbandonedRun,
  type CleanupFacts,
  type CleanupOperation,
  type CleanupVerdict,
  judgeCleanup,
  teardownAfterTimeout,
} from './cleanup-messages.ts'
export { firstFreePriority, type Placed, renumber } from './priorities.ts'
export {
  AGENT_POOL_TYPE,
  type Heartbeat,
  isSilent,
  type Patience,
  pausedPoolStatus,
  pausedQueueStatus,
  wasPolledRecently,
  workerStatus,
} from './statuses.ts'
