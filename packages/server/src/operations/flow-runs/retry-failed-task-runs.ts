import { CURRENT_CLIENT, type FlowRunDecision } from '@reeve/core/transitions'
import type { Db } from '@reeve/database'
import {
  resetTaskRunCounts,
  selectFailedTaskRuns,
} from '@reeve/database/queries/task-runs/retry-failed-task-runs'
import type { Context } from '../../context.ts'
import { transitionTaskRuns } from '../task-runs/transition-task-runs.ts'

interface Retried {
  readonly row: { readonly id: string }
  readonly decision: FlowRunDecision
}

/** Lets the failed task runs of a retried flow run run again, which only older clients leave to the server. [B37b] */
export async function retryFailedTaskRuns(ctx: Context, db: Db, moved: readonly Retried[]): Promise<void> {
  for (const { row, decision } of moved) {
    const proposed = decision.failedTaskRuns
    if (!proposed) continue
    const ids = await selectFailedTaskRuns(db, row.id)
    await transitionTaskRuns(
      ctx,
      db,
      ids.map((id) => ({ id, proposed, policy: 'minimal', client: CURRENT_CLIENT })),
    )
    await resetTaskRunCounts(db, ids)
  }
}
