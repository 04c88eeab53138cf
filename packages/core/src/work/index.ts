export { type Allotment, allot, type PolledPool, type PolledQueue } from './allot.ts'
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
