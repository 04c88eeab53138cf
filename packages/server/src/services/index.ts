import { blockRegistration } from './block-registration.ts'
import { bulkOperations } from './bulk-operations.ts'
import { cancellationCleanup } from './cancellation-cleanup.ts'
import { eventVacuum, flowRunVacuum, logVacuum, orphanVacuum } from './db-vacuum.ts'
import { eventPersister } from './event-persister.ts'
import { foreman } from './foreman.ts'
import { lateRuns } from './late-runs.ts'
import { leaseRepossessor } from './lease-repossessor.ts'
import { pauseExpirations } from './pause-expirations.ts'
import { recentDeploymentsScheduler, scheduler } from './scheduler.ts'
import type { Service } from './service.ts'
import { taskClaims } from './task-claims.ts'
import { cancellingWatchdog, heartbeatWatchdog, pendingWatchdog } from './watchdogs.ts'
import { cleanupDispatch, cleanupReconciler } from './worker-cleanups.ts'

/** Every service of the server. */
export const services: readonly Service[] = [
  eventPersister,
  blockRegistration,
  taskClaims,
  scheduler,
  recentDeploymentsScheduler,
  lateRuns,
  pauseExpirations,
  cancellationCleanup,
  leaseRepossessor,
  foreman,
  pendingWatchdog,
  cancellingWatchdog,
  heartbeatWatchdog,
  eventVacuum,
  flowRunVacuum,
  orphanVacuum,
  logVacuum,
  bulkOperations,
  cleanupDispatch,
  cleanupReconciler,
]
