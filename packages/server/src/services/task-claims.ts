import { CLAIM_SECONDS, renewOpenClaims } from '../operations/task-runs/claim-task-run.ts'
import { taskWorkersOf } from '../task-workers/task-workers.ts'
import type { Service } from './service.ts'

/**
 * Keeps what was sent to connected task workers theirs, and has those that wait look for what other servers left
 * behind. [B59]
 */
export const taskClaims: Service = {
  name: 'task-claims',
  intervalSeconds: () => CLAIM_SECONDS / 3,
  async tick(ctx) {
    await renewOpenClaims(ctx)
    taskWorkersOf(ctx).waiting.callAll()
  },
}
