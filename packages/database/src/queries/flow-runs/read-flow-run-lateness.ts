import type { Instant } from '@reeve/wire'
import { sql } from 'kysely'
import type { Db } from '../../database.ts'
import { FLOW_RUNS, type FlowRunFilters, selects } from '../../filters/related.ts'
import { estimatedLateness } from '../../history/run-times.ts'

/** Whose lateness to read, up to which time. */
export interface LatenessSelection extends FlowRunFilters {
  readonly now: Instant
}

/** How late flow runs start on average, in seconds, those in time counted as 0; null without any run. [D23] */
export async function readFlowRunLateness(db: Db, selection: LatenessSelection): Promise<number | null> {
  const { dialect } = db
  const lateness = estimatedLateness('flow_run', {
    now: dialect.instant(selection.now),
    between: dialect.secondsApart,
    none: dialect.noTime,
  })
  const query = sql<{ lateness: number | null }>`SELECT ${dialect.averageSeconds(lateness)} AS lateness
    FROM flow_run WHERE ${selects(dialect, FLOW_RUNS, selection)}`
  const [row] = await db.execute(query.compile(db.sql))
  return row?.lateness ?? null
}
