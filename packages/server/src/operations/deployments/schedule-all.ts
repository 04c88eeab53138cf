import {
  type DeploymentPage,
  hasActiveSchedules,
  selectRecentDeployments,
  selectShortDeployments,
} from '@reeve/database/queries/deployments/select-deployments-to-schedule'
import { addSeconds } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { horizonOf, scheduleDeployments } from './schedule-deployments.ts'

/** Makes runs for all deployments whose schedules have not made enough. Returns how many it made. [E7] */
export async function scheduleShortDeployments(ctx: Context): Promise<number> {
  if (!(await hasActiveSchedules(ctx.database.quick))) return 0
  const now = ctx.clock.now()
  const supply = {
    now,
    minRuns: ctx.settings['server.services.scheduler.min_runs'],
    until: addSeconds(now, ctx.settings['server.services.scheduler.min_scheduled_time']),
  }
  return schedulePages(ctx, (page) => selectShortDeployments(ctx.database.reader, supply, page))
}

/** A change that was made while the pass before was under way is still seen. */
const OVERLAP_SECONDS = 1

/** Makes runs for deployments that were changed since the last pass. Returns how many it made. [E8] */
export function scheduleRecentDeployments(ctx: Context): Promise<number> {
  const seconds = ctx.settings['server.services.scheduler.recent_deployments_loop_seconds'] + OVERLAP_SECONDS
  const since = addSeconds(ctx.clock.now(), -seconds)
  return schedulePages(ctx, (page) => selectRecentDeployments(ctx.database.quick, since, page))
}

async function schedulePages(
  ctx: Context,
  select: (page: DeploymentPage) => Promise<string[]>,
): Promise<number> {
  const limit = Math.max(1, ctx.settings['server.services.scheduler.deployment_batch_size'])
  let made = 0
  let after: string | null = null
  for (;;) {
    const ids = await select({ after, limit })
    made += await scheduleDeployments(ctx, ids, { horizon: horizonOf(ctx, ctx.clock.now()), paused: 'not' })
    after = ids.at(-1) ?? null
    if (ids.length < limit) return made
  }
}
