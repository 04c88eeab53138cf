import type { HistoryResponse, Instant, WorkQueueFilter } from '@reeve/wire'
import type { Db } from '../../database.ts'
import type { Given } from '../../filters/condition.ts'
import { ALWAYS } from '../../filters/predicate.ts'
import { FLOW_RUNS, type FlowRunFilters, selects } from '../../filters/related.ts'
import { type BucketCount, bucketsOf, fillBuckets, type Span } from '../../history/buckets.ts'
import { type Counted, countRuns } from '../../history/count-runs.ts'
import { countSettled } from '../../history/count-settled.ts'

/** Whose history to read. Other than in lists, the filter on queues is called `work_queues`. [D12] */
export interface FlowRunHistorySelection extends Omit<FlowRunFilters, 'work_pool_queues'>, Span {
  readonly work_queues?: Given<WorkQueueFilter> | null
  /** The time that estimates of running and late runs go up to. */
  readonly now: Instant
}

/** Counts flow runs by expected start and state, with their run time and lateness in seconds. [D24] */
export async function readFlowRunHistory(
  db: Db,
  selection: FlowRunHistorySelection,
): Promise<HistoryResponse[]> {
  const { work_queues, now, ...filters } = selection
  const buckets = bucketsOf(selection)
  if (!buckets) return []
  const where = selects(db.dialect, FLOW_RUNS, { ...filters, work_pool_queues: work_queues })
  return fillBuckets(buckets, await count(db, { where, buckets, now }))
}

async function count(db: Db, { where, buckets, now }: Counted): Promise<BucketCount[]> {
  const all = where === ALWAYS ? { buckets, now } : undefined
  return (
    (all && ((await db.endedRuns?.history(all)) ?? (await countSettled(db, all)))) ??
    (await countRuns(db, 'flow_run', { where, buckets, now }))
  )
}
