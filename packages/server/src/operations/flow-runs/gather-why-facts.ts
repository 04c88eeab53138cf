import { silenceLimit } from '@reeve/core/watchdogs'
import type {
  Ahead,
  AskedDeployment,
  AskedPool,
  AskedQueue,
  AskedRun,
  AskedSchedule,
  Holder,
  WhyFacts,
} from '@reeve/core/why'
import type { Db } from '@reeve/database'
import { readSchedules } from '@reeve/database/queries/deployment-schedules/read-schedules'
import type { readWhyFacts } from '@reeve/database/queries/flow-runs/read-why-facts'
import { readHeartbeat } from '@reeve/database/queries/heartbeats/find-silent-runs'
import {
  readLeaseHolders,
  readLimit,
  readRunsOnLimit,
} from '@reeve/database/queries/slots/read-limit-holders'
import { readHoldersOfPool } from '@reeve/database/queries/work-pools/read-holders-of-pool'
import { readRunsAhead } from '@reeve/database/queries/work-pools/read-runs-ahead'
import { countHoldersOfPool } from '@reeve/database/queries/work-queues/read-slot-holders'
import { readWorkersOfClaim } from '@reeve/database/queries/workers/read-workers-of-claim'
import type { Instant } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { readFullTagLimits } from './read-full-tag-limits.ts'

/** Of whatever there may be many, answers name this many. */
const NAMED = 10
/** More runs than this in front are not counted. */
const COUNTED = 1_000

type WhyRow = NonNullable<Awaited<ReturnType<typeof readWhyFacts>>>

/** Reads what there is to know about why a run does not run, each kind of fact in a statement of its own. */
export async function gatherWhyFacts(ctx: Context, row: WhyRow, now: Instant): Promise<WhyFacts> {
  const db = ctx.database.reader
  const isScheduled = row.state?.type === 'SCHEDULED'
  const [schedule, limit, work, ahead, tagLimits, heartbeat] = await Promise.all([
    isScheduled ? readSchedule(db, row) : null,
    isScheduled && row.deployment_limit_id ? readHeldLimit(db, row.deployment_limit_id) : NO_LIMIT,
    isScheduled || row.state?.type === 'PENDING' ? readWork(db, row) : NO_WORK,
    isScheduled ? readAhead(db, row, now) : NO_RUNS,
    row.state?.type === 'RUNNING' ? readFullTagLimits(db, row.id, now) : [],
    row.state?.type === 'RUNNING' ? readHeartbeat(db, row.id) : undefined,
  ])
  const limitSeconds = ctx.settings['reeve.watchdogs.heartbeat_seconds']
  return {
    run: toRun(row),
    deployment: toDeployment(row, limit.limit),
    schedule,
    ...work,
    limitHolders: limit.holders,
    ahead,
    tagLimits,
    heartbeat: heartbeat
      ? { last: heartbeat.heard, limitSeconds: silenceLimit(heartbeat, limitSeconds) }
      : null,
  }
}

function toRun(row: WhyRow): AskedRun {
  const { empirical_policy: policy } = row
  const claimedBy = row.labels?.['prefect.worker.name']
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    deployment_id: row.deployment_id,
    next_scheduled_start_time: row.next_scheduled_start_time,
    end_time: row.end_time,
    run_count: row.run_count,
    retries: typeof policy.retries === 'number' ? policy.retries : null,
    retriesInProcess: policy.retry_type === 'in_process',
    work_queue_name: row.work_queue_name,
    claimedBy: typeof claimedBy === 'string' ? claimedBy : null,
  }
}

function toDeployment(row: WhyRow, limit: AskedDeployment['limit']): AskedDeployment | null {
  if (row.deployment_row_id === null) return null
  return {
    id: row.deployment_row_id,
    name: row.deployment_name ?? '',
    paused: row.deployment_paused ?? false,
    last_polled: row.deployment_last_polled,
    limit,
  }
}

/** The schedule that made the run, if it is still there. */
async function readSchedule(db: Db, row: WhyRow): Promise<AskedSchedule | null> {
  if (row.created_by?.type !== 'SCHEDULE' || row.deployment_id === null) return null
  const schedules = await readSchedules(db, row.deployment_id)
  const made = schedules.find(({ id }) => id === row.created_by?.id)
  return made ? { id: made.id as string, active: made.active ?? true } : null
}

const NO_LIMIT = { limit: null, holders: [] }

async function readHeldLimit(db: Db, id: string) {
  const [limit, runs, leases] = await Promise.all([
    readLimit(db, id),
    readRunsOnLimit(db, id, NAMED),
    readLeaseHolders(db, id, NAMED),
  ])
  const others = leases.map(({ holder_type, holder_id }): Holder => {
    const kind = KINDS[holder_type]
    return { kind, id: holder_id, name: null }
  })
  const known = new Set(runs.map((run) => run.id))
  const holders = [...runs.map(flowRunHolder), ...others.filter((holder) => !known.has(holder.id))]
  return { limit: limit ?? null, holders }
}

const KINDS = { flow_run: 'flow-run', task_run: 'task-run', deployment: 'deployment' } as const

const flowRunHolder = ({ id, name }: { id: string; name: string }): Holder => ({ kind: 'flow-run', id, name })

type Work = Pick<WhyFacts, 'queue' | 'pool' | 'poolHolders' | 'queueHolders'>

const NO_WORK: Work = { queue: null, pool: null, poolHolders: [], queueHolders: [] }

/** The queue and the pool of a run, who serves them, and who holds their slots. */
async function readWork(db: Db, row: WhyRow): Promise<Work> {
  const { queue_id: workQueueId, pool_id: workPoolId } = row
  if (workQueueId === null || workPoolId === null) return NO_WORK
  const { claimedBy } = toRun(row)
  const [active, holders, workers] = await Promise.all([
    countHoldersOfPool(db, workPoolId),
    readHoldersOfPool(db, { workPoolId, workQueueId, limit: NAMED }),
    readWorkersOfClaim(db, { workPoolId, claimedBy, limit: NAMED }),
  ])
  return {
    queue: toQueue(row, workQueueId, active.get(workQueueId) ?? 0),
    pool: toPool(row, { id: workPoolId, active: [...active.values()].reduce((a, b) => a + b, 0), workers }),
    poolHolders: holders.map(flowRunHolder),
    queueHolders: holders.filter((run) => run.work_queue_id === workQueueId).map(flowRunHolder),
  }
}

const toQueue = (row: WhyRow, id: string, active: number): AskedQueue => ({
  id,
  name: row.queue_name ?? '',
  priority: row.queue_priority ?? 1,
  is_paused: row.queue_is_paused ?? false,
  concurrency_limit: row.queue_limit,
  last_polled: row.queue_last_polled,
  active,
})

const toPool = (row: WhyRow, read: Pick<AskedPool, 'id' | 'active' | 'workers'>): AskedPool => ({
  ...read,
  name: row.pool_name ?? '',
  is_paused: row.pool_is_paused ?? false,
  concurrency_limit: row.pool_limit,
})

const NO_RUNS: Ahead = { count: 0, isMore: false, first: [] }

async function readAhead(db: Db, row: WhyRow, now: Instant): Promise<Ahead> {
  const { queue_id, pool_id, queue_priority, next_scheduled_start_time: due } = row
  if (queue_id === null || pool_id === null || due === null || due > now) return NO_RUNS
  const found = await readRunsAhead(db, {
    workPoolId: pool_id,
    workQueueId: queue_id,
    priority: queue_priority ?? 1,
    due,
    now,
    limit: COUNTED + 1,
  })
  const inOrder = found.sort(
    (a, b) => a.priority - b.priority || (a.next_scheduled_start_time < b.next_scheduled_start_time ? -1 : 1),
  )
  return {
    count: Math.min(found.length, COUNTED),
    isMore: found.length > COUNTED,
    first: inOrder.slice(0, NAMED).map(flowRunHolder),
  }
}
