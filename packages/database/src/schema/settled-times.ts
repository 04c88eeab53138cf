import { ENDED } from './ended-types.ts'

/*
 * An index of SQLite that keeps, beside each run's state and expected start, what its times come to. History over
 * all runs reads it alone: 0.03 s for 300,000 runs, where computing from the columns takes 0.2 s. A query gets the
 * kept values by writing the same expressions, so both take them from here.
 */

/** The name of the index on flow runs. */
export const SETTLED_TIMES_INDEX = 'reeve_ix_flow_run__settled_times'

const milliseconds = (days: string) => `CAST((${days}) * 86400000 + 0.5 AS INTEGER)`

/** Milliseconds since 1970; also those of an interval, which is kept as an instant. [L12] */
export const millisecondsOf = (instant: string) => milliseconds(`julianday(${instant}) - 2440587.5`)

/** What the times of a run come to, as SQL. */
export interface SettledTimes {
  /** Whole seconds of lateness; null where it still grows with the time. [A25] */
  readonly lateness: string
  /** Whole seconds of run time; of a running run, the moment in milliseconds that it would have begun at in one go. [A24] */
  readonly runTime: string
}

/** The times of a row; `row` is what its columns are called by, with the point, such as `NEW.`. */
export const settledTimes = (row = ''): SettledTimes => ({
  lateness: `CASE
  WHEN ${row}start_time > ${row}expected_start_time
    THEN ${milliseconds(`julianday(${row}start_time) - julianday(${row}expected_start_time)`)} / 1000
  WHEN ${row}start_time IS NULL AND ${row}state_type NOT IN ${ENDED} THEN NULL
  ELSE 0 END`,
  runTime: `CASE WHEN ${row}state_type = 'RUNNING'
  THEN ${millisecondsOf(`${row}state_timestamp`)} - ${millisecondsOf(`${row}total_run_time`)}
  ELSE ${millisecondsOf(`${row}total_run_time`)} / 1000 END`,
})

const { lateness, runTime } = settledTimes()

/** The columns of the index. */
export const SETTLED_TIMES_COLUMNS = `state_name, state_type, expected_start_time, ${lateness}, ${runTime}`
