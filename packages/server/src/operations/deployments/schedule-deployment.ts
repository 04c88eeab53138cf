import type { ScheduleDeploymentBody } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { horizonOf, scheduleDeployments } from './schedule-deployments.ts'

/** Makes the runs of one deployment's schedules within a span, paused or not. [C34] */
export async function scheduleDeployment(
  ctx: Context,
  id: string,
  { start_time, end_time, min_time, min_runs, max_runs }: ScheduleDeploymentBody,
): Promise<null> {
  const horizon = horizonOf(ctx, start_time ?? ctx.clock.now(), {
    ...(end_time && { end: end_time }),
    ...(min_time !== null && { minSeconds: min_time }),
    ...(min_runs !== null && { minRuns: min_runs }),
    ...(max_runs !== null && { maxRuns: max_runs }),
  })
  await scheduleDeployments(ctx, [id], { horizon, paused: 'too' })
  return null
}
