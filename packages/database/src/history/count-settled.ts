import type { StateType } from '@reeve/wire'
import type { Db, Statement } from '../database.ts'
import { millisecondsOf, SETTLED_TIMES_INDEX, settledTimes } from '../schema/settled-times.ts'
import { type BucketCount, spansOf } from './buckets.ts'
import type { Counted } from './count-runs.ts'

/** With more states than this, which only a client that invents names can make, grouping is quicker. */
const MAX_STATES = 100

/** A name and a type that runs are in. */
interface RunState {
  readonly name: string
  readonly type: StateType
}

/** CTEs that jump through the index from one name to the next, and from one type of it to the next. */
export const STATES_OF_FLOW_RUNS = `
  names(name) AS (
    SELECT (SELECT min(state_name) FROM flow_run) FROM sqlite_master WHERE name = '${SETTLED_TIMES_INDEX}'
    UNION ALL
    SELECT (SELECT min(state_name) FROM flow_run WHERE state_name > names.name) FROM names
    WHERE names.name IS NOT NULL LIMIT ${MAX_STATES + 1}
  ), states(name, type) AS (
    SELECT names.name, (SELECT min(state_type) FROM flow_run WHERE state_name = names.name) FROM names
    WHERE names.name IS NOT NULL
    UNION ALL
    SELECT states.name, (
      SELECT min(state_type) FROM flow_run WHERE state_name = states.name AND state_type > states.type
    ) FROM states
    WHERE states.type IS NOT NULL LIMIT ${2 * (MAX_STATES + 1)}
  )`

/** Whether those CTEs found all states: beyond their limits they stop. */
export const FOUND_ALL_STATES = `(SELECT count(*) FROM names) <= ${MAX_STATES}
  AND (SELECT count(*) FROM states WHERE type IS NOT NULL) <= ${MAX_STATES}`

/** None without the index, or if there are too many. */
const findStates: Statement = {
  name: 'find-states-of-flow-runs',
  text: () => `
    WITH RECURSIVE ${STATES_OF_FLOW_RUNS}
    SELECT name, type FROM states WHERE type IS NOT NULL AND ${FOUND_ALL_STATES}`,
}

const { runTime, lateness } = settledTimes()

/** Where a run is looked for: SQL that gives a value each. */
interface Place {
  readonly name: string
  readonly type: string
  readonly from: string
  readonly to: string
}

/**
 * A query for the number of runs in a state that were expected to start in a time, with the sums of their times in
 * seconds up to `?1`. The index has them side by side.
 */
export const sumsOfState = ({ name, type, from, to }: Place): string => `
  SELECT json_array(count(*), sum(max(0, CASE WHEN state_type = 'RUNNING'
      THEN (${millisecondsOf('?1')} - (${runTime})) / 1000 ELSE ${runTime} END)),
    sum(coalesce(${lateness}, max(0, (${millisecondsOf('?1')} - ${millisecondsOf('expected_start_time')}) / 1000))))
  FROM flow_run
  WHERE state_name = ${name} AND state_type = ${type} AND expected_start_time >= ${from} AND expected_start_time < ${to}`

/** Looks up each state in each bucket, so that nothing needs to be sorted. */
const countStates: Statement = {
  name: 'count-settled-flow-runs',
  text: () => `
    SELECT bucket.key AS bucket, state.value ->> 'type' AS state_type, state.value ->> 'name' AS state_name, (
      ${sumsOfState({ name: "state.value ->> 'name'", type: "state.value ->> 'type'", from: 'bucket.value ->> 0', to: 'bucket.value ->> 1' })}
    ) AS sums
    FROM json_each(?2) AS state, json_each(?3) AS bucket
    ORDER BY bucket, state_type, state_name`,
  kinds: { sums: 'json' },
}

interface StateCount {
  readonly bucket: number
  readonly state_type: StateType
  readonly state_name: string
  /** Runs, seconds of run time, seconds of lateness. */
  readonly sums: readonly [number, number, number]
}

/**
 * Counts all flow runs by the bucket of their expected start and by state, as `countRuns` does, from the
 * index that keeps their times; undefined where it is missing or would not help. [D24]
 */
export async function countSettled(
  db: Db,
  { buckets, now }: Omit<Counted, 'where'>,
): Promise<BucketCount[] | undefined> {
  if (!db.dialect.keepsSettledTimes) return undefined
  const states = await db.run<RunState>(findStates, [])
  if (states.length === 0) return undefined
  const spans = spansOf(buckets)
  const counts = await db.run<StateCount>(countStates, [now, JSON.stringify(states), JSON.stringify(spans)])
  return counts.flatMap(({ sums: [runs, runTime, lateness], ...place }) =>
    runs === 0
      ? []
      : { ...place, count_runs: runs, sum_estimated_run_time: runTime, sum_estimated_lateness: lateness },
  )
}
