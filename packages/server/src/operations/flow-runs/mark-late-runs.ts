import { CURRENT_CLIENT, late, lateBefore } from '@reeve/core/transitions'
import { selectLateFlowRuns } from '@reeve/database/queries/flow-runs/select-due-flow-runs'
import type { Context } from '../../context.ts'
import { transitionAll } from './set-flow-run-states.ts'

/** As many as the reference marks in a pass; more wait for the next. */
const RUNS_PER_PASS = 400

/** Marks runs that nobody picked up in time as late, their scheduled time kept. Returns how many it looked at. [E13, B41] */
export async function markLateRuns(ctx: Context): Promise<number> {
  const now = ctx.clock.now()
  const before = lateBefore(now, ctx.settings['server.services.late_runs.after_seconds'])
  const ids = await selectLateFlowRuns(ctx.database.quick, { before, limit: RUNS_PER_PASS })
  if (ids.length === 0) return 0
  await transitionAll(ctx, {
    ids,
    proposed: ({ run }) => (run.next_scheduled_start_time ? late(run.next_scheduled_start_time, now) : null),
    policy: 'mark-late',
    client: CURRENT_CLIENT,
  })
  return ids.length
}
