import { CURRENT_CLIENT, stateOfParentTaskRun } from '@reeve/core/transitions'
import type { Db } from '@reeve/database'
import type { State } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { transitionTaskRuns } from '../task-runs/transition-task-runs.ts'

/** A state that the run of a subflow entered, and the task run that stands for it in the parent flow. */
export interface ParentCopy {
  readonly taskRunId: string
  readonly flowRunId: string
  readonly state: State
}

/** Forces the state of a subflow's run onto the task run that wraps it. [A22] */
export async function copyStatesToParents(
  ctx: Context,
  db: Db,
  copies: readonly ParentCopy[],
): Promise<void> {
  if (copies.length === 0) return
  const proposals = copies.map(({ taskRunId, flowRunId, state }) => ({
    id: taskRunId,
    proposed: stateOfParentTaskRun(state, flowRunId),
    policy: 'minimal' as const,
    client: CURRENT_CLIENT,
  }))
  await transitionTaskRuns(ctx, db, proposals)
}
