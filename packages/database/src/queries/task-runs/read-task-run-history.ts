import type { HistoryResponse, Instant } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { selects, TASK_RUNS, type TaskRunFilters } from '../../filters/related.ts'
import { bucketsOf, fillBuckets, type Span } from '../../history/buckets.ts'
import { countRuns } from '../../history/count-runs.ts'

/** Whose history to read. */
export interface TaskRunHistorySelection extends TaskRunFilters, Span {
  /** The time that estimates of running and late runs go up to. */
  readonly now: Instant
}

/** Counts task runs by expected start and state, with their run time and lateness in seconds. [D13, D24] */
export async function readTaskRunHistory(
  db: Db,
  selection: TaskRunHistorySelection,
): Promise<HistoryResponse[]> {
  const buckets = bucketsOf(selection)
  if (!buckets) return []
  const where = selects(db.dialect, TASK_RUNS, selection)
  return fillBuckets(buckets, await countRuns(db, 'task_run', { where, buckets, now: selection.now }))
}
