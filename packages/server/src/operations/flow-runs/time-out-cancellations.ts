import { CURRENT_CLIENT, overdueCancelling } from '@reeve/core/transitions'
import { teardownAfterTimeout } from '@reeve/core/work'
import type { Db } from '@reeve/database'
import { selectOverdueCancellations } from '@reeve/database/queries/flow-runs/select-due-flow-runs'
import { enqueueWorkerCleanups } from '@reeve/database/queries/worker-cleanups/enqueue-worker-cleanups'
import { findCleanupTargets } from '@reeve/database/queries/worker-cleanups/find-cleanup-targets'
import { addSeconds, type Instant } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { announceTransitions } from './announce-transitions.ts'
import { type FlowRunOutcome, transitionFlowRuns } from './transition-flow-runs.ts'

const RUNS_PER_PASS = 200

/**
 * Gives up waiting for whoever should confirm a cancellation, and asks the workers of its pool to end what is left
 * of the run. Returns how many runs it looked at. [E17]
 */
export async function timeOutCancellations(ctx: Context): Promise<number> {
  const now = ctx.clock.now()
  const timeoutSeconds = ctx.settings['server.services.cancellation_cleanup.cancelling_timeout_seconds']
  const before = addSeconds(now, -timeoutSeconds)
  const ids = await selectOverdueCancellations(ctx.database.quick, { before, limit: RUNS_PER_PASS })
  await Promise.all(ids.map((id) => timeOut(ctx, id, { timeoutSeconds, now })))
  return ids.length
}

interface Timeout {
  readonly timeoutSeconds: number
  readonly now: Instant
}

/** One run is one unit of work, so that one that cannot be saved does not keep the others waiting. */
async function timeOut(ctx: Context, id: string, { timeoutSeconds, now }: Timeout): Promise<void> {
  try {
    const { outcomes, poolIds } = await ctx.database.write(async (db) => {
      const outcomes = await transitionFlowRuns(ctx, db, {
        ids: [id],
        proposed: ({ state }) => overdueCancelling(state, timeoutSeconds, now),
        policy: 'core',
        client: CURRENT_CLIENT,
      })
      return { outcomes, poolIds: await askForTeardown(db, outcomes, now) }
    })
    announceTransitions(ctx, outcomes)
    if (poolIds.length > 0) ctx.broadcast.publish('worker-cleanups', poolIds)
  } catch (err) {
    ctx.log.error({ err, flow_run_id: id }, 'A cancellation that took too long could not be ended')
  }
}

/** Queues a message for each run that was cancelled and whose pool has workers. Returns the pools. [E43] */
async function askForTeardown(db: Db, outcomes: readonly FlowRunOutcome[], now: Instant): Promise<string[]> {
  const cancelled = outcomes.filter(({ written, state }) => written && state?.type === 'CANCELLED')
  if (cancelled.length === 0) return []
  const stateIds = new Map(cancelled.map(({ flow_run_id, state }) => [flow_run_id, state?.id ?? '']))
  const targets = await findCleanupTargets(db, [...stateIds.keys()])
  const messages = targets.flatMap((run) => {
    const teardown = teardownAfterTimeout(run, stateIds.get(run.flow_run_id) ?? '')
    const { work_pool_id, work_queue_id } = run
    return teardown ? [{ ...teardown, work_pool_id, work_queue_id, created: now }] : []
  })
  await enqueueWorkerCleanups(db, messages)
  return messages.map(({ work_pool_id }) => work_pool_id)
}
