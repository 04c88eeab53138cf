import { deploymentStatusEvent } from '@reeve/core/events'
import { lockDeployments } from '@reeve/database/queries/deployments/find-deployments'
import { markDeploymentsReady } from '@reeve/database/queries/deployments/mark-deployments-ready'
import { readFlowRuns } from '@reeve/database/queries/flow-runs/read-flow-runs'
import type { FlowRunResponse, Instant } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'

/** What somebody who runs deployments asks for. */
export interface Poll {
  readonly deployment_ids: readonly string[]
  readonly scheduled_before: Instant | null
  readonly limit: number
}

/** The runs of deployments that are due, the first first. That somebody asked makes the deployments ready. [C35] */
export async function pollDeployments(ctx: Context, poll: Poll): Promise<FlowRunResponse[]> {
  const runs = await readFlowRuns(ctx.database.reader, {
    deployments: { id: { any_: [...poll.deployment_ids] } },
    flow_runs: {
      state: { type: { any_: ['SCHEDULED'] } },
      next_scheduled_start_time: { before_: poll.scheduled_before },
    },
    sort: 'NEXT_SCHEDULED_START_TIME_ASC',
    limit: poll.limit,
    offset: 0,
    now: ctx.clock.now(),
  } as Parameters<typeof readFlowRuns>[1])
  await notePoll(ctx, poll.deployment_ids)
  return runs
}

/** Notes that deployments were polled and tells of those that were not ready. [C35] */
export async function notePoll(ctx: Context, deploymentIds: readonly string[]): Promise<void> {
  if (deploymentIds.length === 0) return
  await writeWithEvents(ctx, async (db) => {
    const deployments = await lockDeployments(db, deploymentIds)
    await markDeploymentsReady(
      db,
      deployments.map(({ id }) => id),
      ctx.clock.now(),
    )
    const woken = deployments.filter(({ status }) => status === 'NOT_READY')
    return {
      result: undefined,
      events: woken.map((deployment) => deploymentStatusEvent('ready', deployment, occurrence(ctx))),
    }
  })
}
