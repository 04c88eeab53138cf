import type { FlowRunResponse, Instant } from '@reeve/wire'
import { defineBatch } from '../../batch.ts'
import type { Db } from '../../database.ts'
import type { Dialect } from '../../dialect.ts'
import { FLOW_RUN_COLUMNS, FLOW_RUN_JOINS, type FlowRunRow, toFlowRun } from '../../records/flow-run.ts'

/** Which runs to give to a worker: the ones that are due first of each queue, the first queue first. */
export interface RunsForWorker {
  /** In the order in which they are served, each with how many of its runs may go. */
  readonly queues: readonly { readonly id: string; readonly take: number }[]
  /** How many may go in all. */
  readonly total: number
  readonly before: Instant | null
  readonly after: Instant | null
  /** The time that estimates go up to. */
  readonly now: Instant
}

interface PolledQueue {
  queue: string
  place: number
  take: number
  total: number
  before: Instant
  after: Instant
}

const ALWAYS = '9999-12-31 23:59:59.999999' as Instant
const NEVER = '0001-01-01 00:00:00.000000' as Instant

/** The ids of the runs of one queue that are due, as an index holds them. Bounds are always given: it can use them. */
const due = (dialect: Dialect) => `
  SELECT waiting.id FROM flow_run AS waiting
  WHERE waiting.work_queue_id = i.queue AND waiting.state_type = 'SCHEDULED'
    AND waiting.next_scheduled_start_time <= i.before AND waiting.next_scheduled_start_time >= i.after
    AND coalesce(${dialect.jsonText('waiting.empirical_policy', 'retry_type')}, '') <> 'in_process'
  ORDER BY waiting.next_scheduled_start_time LIMIT (SELECT max(total) FROM input) ${dialect.skipLocked}`

/** The rows of `due` for each queue. Where no join may be lateral, each id is looked up among those of its queue. */
const dueOfEach = (dialect: Dialect) =>
  dialect.joinsLaterally
    ? `input AS i CROSS JOIN LATERAL (${due(dialect)}) AS first JOIN flow_run AS run ON run.id = first.id`
    : `input AS i CROSS JOIN flow_run AS run ON run.id IN (${due(dialect)})`

const batch = defineBatch<PolledQueue>({
  name: 'select-runs-for-worker',
  columns: {
    queue: 'uuid',
    place: 'integer',
    take: 'integer',
    total: 'integer',
    before: 'instant',
    after: 'instant',
  },
  steps: {
    runs: (dialect) => `
      SELECT ${FLOW_RUN_COLUMNS} FROM (
        SELECT ranked.id, ranked.place, ranked.due FROM (
          SELECT run.id, i.place, i.take, run.next_scheduled_start_time AS due,
            row_number() OVER (PARTITION BY i.place ORDER BY run.next_scheduled_start_time) AS rank
          FROM ${dueOfEach(dialect)}) AS ranked
        WHERE ranked.rank <= ranked.take
        ORDER BY ranked.place, ranked.due LIMIT (SELECT max(total) FROM input)) AS picked
      JOIN flow_run ON flow_run.id = picked.id ${FLOW_RUN_JOINS}
      ORDER BY picked.place, picked.due`,
  },
  result: 'runs',
})

/** Reads the runs that a worker may take, in their order; those that somebody is changing are left out. [E34-E36] */
export async function selectRunsForWorker(db: Db, wanted: RunsForWorker): Promise<FlowRunResponse[]> {
  const { queues, total, before, after, now } = wanted
  const rows = await batch.execute(
    db,
    queues.map(({ id, take }, place) => ({
      queue: id,
      place,
      take,
      total,
      before: before ?? ALWAYS,
      after: after ?? NEVER,
    })),
  )
  // Workers get the name that the run itself carries, not that of its queue.
  return (rows as unknown as FlowRunRow[])
    .slice(0, total)
    .map((row) => ({ ...toFlowRun(row, now), work_queue_name: row.work_queue_name }))
}
