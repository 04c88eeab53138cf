import { allot } from '@reeve/core/work'
import { findPolledQueues, type PolledQueueRow } from '@reeve/database/queries/work-pools/find-polled-queues'
import { selectRunsForWorker } from '@reeve/database/queries/work-pools/select-runs-for-worker'
import type { GetScheduledFlowRunsBody, WorkerFlowRunResponse } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { missingPool, missingQueue } from './missing-work.ts'
import { noteQueuePolls } from './note-queue-polls.ts'

/** What a worker asks for; the limit is a number here. */
interface Poll extends Omit<GetScheduledFlowRunsBody, 'limit'> {
  readonly limit: number
}

/**
 * The runs that a worker may take: nothing is reserved, the first to set a run pending has it. Refuses with 404
 * without the pool or one of its queues. [E28, E34-E36]
 */
export async function pollWorkPool(
  ctx: Context,
  poolName: string,
  poll: Poll,
): Promise<WorkerFlowRunResponse[]> {
  const rows = await findPolledQueues(ctx.database.quick, poolName)
  const [pool] = rows
  if (!pool) throw missingPool(poolName)
  const names = poll.work_queue_names?.length ? poll.work_queue_names : null
  const missing = names?.find((name) => !rows.some((row) => row.name === name))
  if (missing !== undefined) throw missingQueue(poolName, missing)
  const runs = await selectRuns(ctx, rows, { ...poll, work_queue_names: names })
  await noteQueuePolls(
    ctx,
    rows.filter(({ name }) => names?.includes(name) ?? true),
  )
  return runs
}

async function selectRuns(
  ctx: Context,
  rows: readonly PolledQueueRow[],
  { limit, work_queue_names, scheduled_before, scheduled_after }: Poll,
): Promise<WorkerFlowRunResponse[]> {
  const [first] = rows
  if (!first) return []
  const pool = { is_paused: first.pool_is_paused, concurrency_limit: first.pool_concurrency_limit }
  const { queues, total } = allot(pool, rows, { limit, names: work_queue_names })
  if (queues.length === 0) return []
  const runs = await selectRunsForWorker(ctx.database.quick, {
    queues,
    total,
    before: scheduled_before,
    after: scheduled_after,
    now: ctx.clock.now(),
  })
  return runs.map((run) => ({
    work_pool_id: first.pool_id,
    work_queue_id: run.work_queue_id as string,
    flow_run: { ...run, state: null },
  }))
}
