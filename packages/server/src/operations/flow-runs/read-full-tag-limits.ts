import { effectiveActiveSlots, TAG_PREFIX } from '@reeve/core/slots'
import type { FullTagLimit, Holder } from '@reeve/core/why'
import type { Db } from '@reeve/database'
import { listTaskRunHolders } from '@reeve/database/queries/leases/list-task-run-holders'
import {
  readActiveLimits,
  readOlderTagLimits,
  readWaitingTaskRuns,
  type WaitingTaskRun,
} from '@reeve/database/queries/task-runs/read-waiting-task-runs'
import type { Instant } from '@reeve/wire'

/** Task runs that are looked at. */
const TASK_RUNS = 200
/** Of the holders of a limit, this many are named. */
const NAMED = 10

/** The limits on tags that leave task runs of this run no slot. [B50, F19] */
export async function readFullTagLimits(db: Db, flowRunId: string, now: Instant): Promise<FullTagLimit[]> {
  const tasks = await readWaitingTaskRuns(db, flowRunId, TASK_RUNS)
  const tags = [...new Set(tasks.flatMap((task) => task.tags))]
  const [limits, older] = await Promise.all([
    readActiveLimits(
      db,
      tags.map((tag) => TAG_PREFIX + tag),
    ),
    readOlderTagLimits(db, tags),
  ])
  const full = limits.filter((limit) => effectiveActiveSlots(limit, now) >= limit.limit)
  const leases = await listTaskRunHolders(db, { limitIds: full.map(({ id }) => id), now })
  const newer = full.map(({ id, name, limit }) => ({
    tag: name.slice(TAG_PREFIX.length),
    limit,
    holders: leases.filter((lease) => lease.resource_ids.includes(id)).map((lease) => lease.holder_id),
  }))
  const replaced = new Set(limits.map(({ name }) => name.slice(TAG_PREFIX.length)))
  const rest = older
    .filter(({ tag, concurrency_limit, active_slots }) => {
      return !replaced.has(tag) && active_slots.length >= concurrency_limit
    })
    .map(({ tag, concurrency_limit, active_slots }) => ({
      tag,
      limit: concurrency_limit,
      holders: active_slots,
    }))
  return [...newer, ...rest].map(({ holders, ...limit }) => ({
    ...limit,
    waiting: tasks.filter((task) => task.tags.includes(limit.tag)).map(taskRunHolder),
    holders: holders.slice(0, NAMED).map((id) => ({ kind: 'task-run', id, name: null })),
  }))
}

const taskRunHolder = ({ id, name }: WaitingTaskRun): Holder => ({ kind: 'task-run', id, name })
