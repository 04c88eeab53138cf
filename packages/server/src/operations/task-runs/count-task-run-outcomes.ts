import { countTaskRunOutcomes } from '@reeve/database/queries/task-runs/count-task-run-outcomes'
import {
  type Instant,
  instantFromMicroseconds,
  microsecondsOf,
  type ReadDashboardTaskRunCountsBody,
} from '@reeve/wire'
import type { Context } from '../../context.ts'
import { Refused } from '../../http/errors.ts'

const STEPS = 20
const TERMINAL = ['COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED'] as const

/** How many task runs ended well and how many failed, in twenty steps of time by their start. [D25] */
export async function countOutcomesOverTime(ctx: Context, body: ReadDashboardTaskRunCountsBody) {
  const { task_runs, work_queues, ...others } = body
  const after = task_runs.start_time?.after_
  if (!after) throw new Refused(422, 'task_runs.start_time.after_ is required')
  const counts = Array.from({ length: STEPS }, () => ({ completed: 0, failed: 0 }))
  const starts = startsOfSteps(after, task_runs.start_time?.before_ ?? ctx.clock.now())
  if (!starts) return counts
  const found = await countTaskRunOutcomes(ctx.database.reader, {
    ...others,
    work_pool_queues: work_queues,
    task_runs: { ...task_runs, state: { type: { any_: [...TERMINAL] } } },
    starts,
  })
  for (const { bucket, completed, failed } of found) counts[bucket] = { completed, failed }
  return counts
}

/** Twenty equal steps from the start of one minute to the end of another; none if that is before it. */
function startsOfSteps(from: Instant, to: Instant): [Instant, ...Instant[]] | undefined {
  const first = microsecondsOf(`${from.slice(0, 16)}:00.000000` as Instant)
  const span = microsecondsOf(`${to.slice(0, 16)}:59.999999` as Instant) - first
  if (span <= 0n) return undefined
  const steps = BigInt(STEPS)
  const starts = Array.from({ length: STEPS }, (_, index) =>
    instantFromMicroseconds(first + (BigInt(index) * span + steps - 1n) / steps),
  )
  return starts as [Instant, ...Instant[]]
}
