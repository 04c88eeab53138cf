import { CURRENT_CLIENT, cancelledWithFlowRun, cancelledWithParent } from '@reeve/core/transitions'
import {
  selectOrphanedSubflows,
  selectTasksOfCancelledRuns,
} from '@reeve/database/queries/flow-runs/select-due-flow-runs'
import { addSeconds } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { transitionTasks } from '../task-runs/set-task-run-state.ts'
import { transitionAll } from './set-flow-run-states.ts'

const RUNS_PER_PASS = 200
const CANCELLED_WITHIN_SECONDS = 24 * 60 * 60

/** Cancels task runs that a cancelled flow run left unfinished. Returns how many it looked at. [E15] */
export async function cancelLeftTasks(ctx: Context): Promise<number> {
  const now = ctx.clock.now()
  const since = addSeconds(now, -CANCELLED_WITHIN_SECONDS)
  const ids = await selectTasksOfCancelledRuns(ctx.database.quick, { since, limit: RUNS_PER_PASS })
  if (ids.length === 0) return 0
  await transitionTasks(
    ctx,
    ids.map((id) => ({
      id,
      proposed: ({ state }) => cancelledWithFlowRun(state, now),
      policy: 'minimal',
      client: CURRENT_CLIENT,
    })),
  )
  return ids.length
}

/**
 * Cancels unfinished runs of subflows whose parent was cancelled: those with a deployment run elsewhere and are
 * asked to stop, the others ran in the parent's process. Returns how many it looked at. [E16]
 */
export async function cancelLeftSubflows(ctx: Context): Promise<number> {
  const now = ctx.clock.now()
  const runs = await selectOrphanedSubflows(ctx.database.quick, RUNS_PER_PASS)
  if (runs.length === 0) return 0
  await transitionAll(ctx, {
    ids: runs.map(({ id }) => id),
    proposed: ({ run, state }) => cancelledWithParent({ state, deployment_id: run.deployment_id }, now),
    policy: 'minimal',
    client: CURRENT_CLIENT,
  })
  return runs.length
}
