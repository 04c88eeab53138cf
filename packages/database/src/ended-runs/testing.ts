import { type Instant, type StateType, toMicroseconds } from '@reeve/wire'
import { expect, vi } from 'vitest'
import type { Database, Db } from '../database.ts'
import { IntegrityViolation } from '../errors.ts'
import type { FlowRunFilters } from '../filters/related.ts'
import { interval } from '../parameters.ts'
import { countFlowRuns } from '../queries/flow-runs/count-flow-runs.ts'
import { readFlowRunHistory } from '../queries/flow-runs/read-flow-run-history.ts'

/** The day of all tests, at this time. */
export const at = (time: string) => `2026-01-01 ${time}` as Instant

/** Up to when the run times of runs that run are told. */
export const NOW = at('02:00:00.750000')

/** The same database, where counts and histories fail unless its tally of ended runs answers them. */
export function byTally({ dialect, sql, endedRuns }: Db): Db {
  const refuse = () => Promise.reject(new Error('The tally does not answer'))
  const insist = async <Answer>(asked: Promise<Answer | undefined> | undefined) =>
    (await asked) ?? (await refuse())
  return {
    dialect,
    sql,
    run: refuse,
    execute: refuse,
    print: refuse,
    endedRuns: {
      count: (wanted) => insist(endedRuns?.count(wanted)),
      history: (span) => insist(endedRuns?.history(span)),
    },
  }
}

/** How many runs there are, if the tally says so. */
export const countByTally = ({ reader }: Database): Promise<number> => countFlowRuns(byTally(reader), {})

/** Waits for the tally to be made. */
export const untilTallied = (database: Database): Promise<number> =>
  vi.waitFor(() => countByTally(database), { timeout: 10_000, interval: 5 })

/** Whether the tally answers; asked for the first time, it begins to be made. */
export const isTallied = (database: Database): Promise<boolean> =>
  countByTally(database).then(
    () => true,
    () => false,
  )

const COUNTED: FlowRunFilters[] = [
  {},
  { flow_runs: { state: { type: { any_: ['COMPLETED'] } } } },
  { flow_runs: { state: { type: { not_any_: ['FAILED', 'RUNNING'] } } } },
  { flow_runs: { state: { name: { any_: ['Completed', 'Late'] } } } },
  { flow_runs: { state: { operator: 'or_', type: { any_: ['CRASHED'] }, name: { not_any_: ['Cached'] } } } },
]

/** The bounds of the first are whole minutes, those of the others as a rule are not. */
const SPANS = [
  {
    history_start: at('00:00:00.000000'),
    history_end: at('03:00:00.000000'),
    history_interval_seconds: 3600,
  },
  {
    history_start: at('00:09:59.999999'),
    history_end: at('02:30:00.000000'),
    history_interval_seconds: 1234.5,
  },
  {
    history_start: '0001-01-01 00:00:00.000000' as Instant,
    history_end: '9999-12-31 23:59:59.999999' as Instant,
    history_interval_seconds: 1e11,
  },
]

/** Everything that a tally may be asked. */
export async function ask(db: Db) {
  const counts: number[] = []
  for (const filters of COUNTED) counts.push(await countFlowRuns(db, filters))
  const histories: Awaited<ReturnType<typeof history>>[] = []
  for (const span of SPANS) histories.push(await history(db, span))
  return { counts, histories }
}

type HistorySpan = Omit<Parameters<typeof readFlowRunHistory>[1], 'now'>

/** A history, the states of each step in one order whoever tells it. */
export async function history(db: Db, span: HistorySpan) {
  const steps = await readFlowRunHistory(db, { ...span, now: NOW })
  return steps.map(({ states, ...step }) => ({
    ...step,
    states: states
      .map(({ sum_estimated_run_time: runTime, sum_estimated_lateness: lateness, ...state }) => ({
        ...state,
        sum_estimated_run_time: toMicroseconds(runTime),
        sum_estimated_lateness: toMicroseconds(lateness),
      }))
      .sort((a, b) => (`${a.state_type} ${a.state_name}` < `${b.state_type} ${b.state_name}` ? -1 : 1)),
  }))
}

/** That the tally answers, and as a unit that writes would: there it is not there, so each run is looked at. */
export const expectSameByTally = async (database: Database): Promise<void> =>
  expect(await ask(byTally(database.reader))).toEqual(await database.write(ask))

/** That answers are the same, whoever gives them. */
export const expectSame = async (database: Database): Promise<void> =>
  expect(await ask(database.reader)).toEqual(await database.write(ask))

/** What a tally knows of a run. */
export interface Columns {
  readonly state_type: StateType | null
  readonly state_name: string | null
  readonly expected_start_time: Instant | null
  readonly start_time: Instant | null
  /** How long it ran. */
  readonly seconds: number
}

/** The columns as they are stored, and when the run came into its state. */
export const storedColumns = ({ seconds, ...columns }: Columns) => ({
  ...columns,
  state_timestamp: at('01:00:00.500000'),
  total_run_time: interval(seconds),
})

/** A run that ended 11 seconds after it began, a second late. */
export const COMPLETED: Columns = {
  state_type: 'COMPLETED',
  state_name: 'Completed',
  expected_start_time: at('00:10:00.500000'),
  start_time: at('00:10:02.000000'),
  seconds: 10.9,
}

/** A row of a flow that is there. */
export const runRow = (id: string, flowId: string, columns: Partial<Columns> = {}) => ({
  id,
  created: NOW,
  updated: NOW,
  name: 'run',
  flow_id: flowId,
  ...storedColumns({ ...COMPLETED, ...columns }),
})

/** Inserts runs, many to a statement. */
export async function insertRuns(db: Db, rows: readonly ReturnType<typeof runRow>[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 1_000) {
    await db.sql
      .insertInto('flow_run')
      .values(rows.slice(from, from + 1_000))
      .execute()
  }
}

/** So many ended runs that a tally of them is made in several turns of the loop. */
export async function insertMany(database: Database, flowId: string, ids: readonly string[]): Promise<void> {
  const rows = ids.map((id, index) =>
    runRow(id, flowId, {
      state_type: index % 3 ? 'COMPLETED' : 'FAILED',
      expected_start_time: at(`0${index % 3}:${10 + (index % 50)}:00.500000`),
      start_time: null,
    }),
  )
  await database.write((db) => insertRuns(db, rows))
}

/** Why a unit is undone that would have gone well. */
export class ChangedItsMind extends Error {}

/** Ids that are taken, flows and states that another unit changed. */
const isExpected = (reason: unknown) =>
  reason instanceof ChangedItsMind ||
  reason instanceof IntegrityViolation ||
  (reason instanceof Error && reason.message.includes('left the state they were decided on'))

/** Starts units at once, so that they share a commit where they can; some of them may fail. */
export async function makeAtOnce(
  database: Database,
  units: readonly ((db: Db) => Promise<unknown>)[],
): Promise<void> {
  const results = await Promise.allSettled(units.map((unit) => database.write(unit)))
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  expect(failures.filter((reason) => !isExpected(reason))).toEqual([])
}
