import { wasPolledRecently } from '@reeve/core/work'
import type { Db } from '@reeve/database'
import { countFlowRuns } from '@reeve/database/queries/flow-runs/count-flow-runs'
import { type FlowRunSelection, readFlowRuns } from '@reeve/database/queries/flow-runs/read-flow-runs'
import { findWorkQueueRow, type StoredWorkQueue } from '@reeve/database/queries/work-queues/lock-work-queues'
import { findUnreadyDeployments } from '@reeve/database/queries/work-queues/mark-work-queues-polled'
import type { FlowRunResponse, Instant, StateType, WorkQueueStatusDetail } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { MissingObject } from '../../http/errors.ts'
import { noteQueuePolls } from './note-queue-polls.ts'

/** What an agent asks for. */
interface Poll {
  readonly scheduled_before: Instant | null
  readonly limit: number
  /** A page that merely shows what waits is no agent. */
  readonly isFromUi: boolean
}

type FlowRunFilters = NonNullable<FlowRunSelection['flow_runs']>

/** Late runs that a healthy queue may have, and the seconds since it was polled. [E33] */
const HEALTHY = { maximum_late_runs: 0, maximum_seconds_since_last_polled: 60 } as const

/** The runs of a queue that are due, as far as its limit leaves room. Refuses with 404. [E29, E37] */
export async function pollWorkQueue(ctx: Context, id: string, poll: Poll): Promise<FlowRunResponse[]> {
  const { reader, quick } = ctx.database
  const queue = await findWorkQueueRow(quick, id)
  if (!queue) throw new MissingObject(`Work queue with id ${id} not found.`)
  const runs = queue.is_paused ? [] : await readDueRuns(ctx, reader, { queue, poll })
  if (poll.isFromUi) return runs
  const [unready] = await findUnreadyDeployments(quick, [id])
  await noteQueuePolls(ctx, [{ ...queue, unready_deployment_id: unready ?? null }])
  return runs
}

async function readDueRuns(
  { clock }: Context,
  db: Db,
  { queue, poll }: { readonly queue: StoredWorkQueue; readonly poll: Poll },
): Promise<FlowRunResponse[]> {
  const picked = runsOf(queue)
  const taken = await takenSlots(db, queue, picked)
  const runs = await readFlowRuns(db, {
    flow_runs: {
      ...picked,
      state: { type: { any_: ['SCHEDULED'] } },
      next_scheduled_start_time: { before_: poll.scheduled_before },
    },
    sort: 'NEXT_SCHEDULED_START_TIME_ASC',
    limit: Math.min(poll.limit, Math.max(0, (queue.concurrency_limit ?? Number.POSITIVE_INFINITY) - taken)),
    now: clock.now(),
  })
  // Agents that ask for a queue by its name are not told of its pool.
  return queue.filter ? runs : runs.map((run) => ({ ...run, work_pool_id: null, work_pool_name: null }))
}

/** The runs that an agent's queue is for: those that its filter picks, or else those that carry its name. [E37] */
const runsOf = ({ filter, name }: StoredWorkQueue): FlowRunFilters =>
  filter
    ? { tags: { all_: filter.tags }, deployment_id: { any_: filter.deployment_ids, is_null_: false } }
    : { work_queue_name: { any_: [name] } }

/** Runs that are being cancelled hold slots of a queue, unless it picks its runs by a filter. [E37] */
async function takenSlots(db: Db, queue: StoredWorkQueue, picked: FlowRunFilters): Promise<number> {
  if (queue.concurrency_limit === null) return 0
  const holding: StateType[] = queue.filter ? ['PENDING', 'RUNNING'] : ['PENDING', 'RUNNING', 'CANCELLING']
  return countFlowRuns(db, { flow_runs: { ...picked, state: { type: { any_: holding } } } })
}

/** Whether a queue is served and keeps up. Refuses with 404. [E33] */
export async function readWorkQueueStatus(
  { database, clock }: Context,
  id: string,
): Promise<WorkQueueStatusDetail> {
  const queue = await findWorkQueueRow(database.quick, id)
  if (!queue) throw new MissingObject(`Work queue with id ${id} not found`)
  const late = await countFlowRuns(database.reader, {
    flow_runs: { state: { name: { any_: ['Late'] } } },
    work_pool_queues: { id: { any_: [id] } },
  })
  return {
    healthy: late <= HEALTHY.maximum_late_runs && wasPolledRecently(queue.last_polled, clock.now()),
    late_runs_count: late,
    last_polled: queue.last_polled,
    health_check_policy: HEALTHY,
  }
}
