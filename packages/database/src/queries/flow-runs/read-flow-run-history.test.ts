import { buildFlow, buildFlowRun, buildTaskRun, databases, useDatabaseForEach } from '@reeve/testkit'
import type { Instant } from '@reeve/wire'
import { afterEach, describe, expect, test } from 'vitest'
import type { Database } from '../../database.ts'
import { openDatabase } from '../../open.ts'
import { interval } from '../../parameters.ts'
import { readTaskRunHistory } from '../task-runs/read-task-run-history.ts'
import { readFlowRunHistory } from './read-flow-run-history.ts'
import { readFlowRunLateness } from './read-flow-run-lateness.ts'

const at = (time: string) => `2026-01-01 ${time}` as Instant

const SPAN = {
  history_start: at('00:00:00.000000'),
  history_end: at('03:00:00.000000'),
  history_interval_seconds: 3600,
  now: at('02:00:00.750000'),
}

/** A filter that lets everything through and yet is one: the runs are grouped, not looked up. */
const EVERY_NAME = { flow_runs: { name: { like_: '%' } } }

// SQLite counts whole seconds, cut off run by run; PostgreSQL microseconds. The same holds of the reference.
const EXPECTED = {
  sqlite: { completed: [30, 1], running: [3630, 0], late: [0, 1800], lateness: (2 + 1800) / 4 },
  postgresql: {
    completed: [31.8, 1.5],
    running: [3630.75, 0],
    late: [0, 1800.25],
    lateness: (1.5 + 1800.25) / 4,
  },
}

describe.each(databases)('the history of runs on $name', (kind) => {
  let referenceIndexed: Database | undefined
  const ownDatabase = useDatabaseForEach(kind)
  const database = () => referenceIndexed ?? ownDatabase()

  afterEach(async () => {
    await referenceIndexed?.close()
    referenceIndexed = undefined
  })

  const { completed, running, late, lateness } = EXPECTED[kind.name]

  async function build() {
    const flow = await buildFlow(database())
    const run = (name: string, columns: Parameters<typeof buildFlowRun>[1]) =>
      buildFlowRun(database(), { name, flow_id: flow.id, ...columns })
    await run('started late', {
      expected_start_time: at('00:10:00.500000'),
      start_time: at('00:10:02.000000'),
      total_run_time: interval(10.9),
      state: { type: 'COMPLETED' },
    })
    await run('started in time', {
      expected_start_time: at('00:59:59.999999'),
      start_time: at('00:59:59.999999'),
      total_run_time: interval(20.9),
      state: { type: 'COMPLETED' },
    })
    await run('runs', {
      expected_start_time: at('01:00:00.000000'),
      start_time: at('01:00:00.000000'),
      total_run_time: interval(30.5),
      state: { type: 'RUNNING', timestamp: at('01:00:00.500000') },
    })
    await run('waits', {
      expected_start_time: at('01:30:00.500000'),
      state: { type: 'SCHEDULED', name: 'Late' },
    })
  }

  const HISTORY = [
    {
      interval_start: at('00:00:00.000000'),
      interval_end: at('01:00:00.000000'),
      states: [
        {
          state_type: 'COMPLETED',
          state_name: 'Completed',
          count_runs: 2,
          sum_estimated_run_time: completed[0],
          sum_estimated_lateness: completed[1],
        },
      ],
    },
    {
      interval_start: at('01:00:00.000000'),
      interval_end: at('02:00:00.000000'),
      states: expect.arrayContaining([
        {
          state_type: 'RUNNING',
          state_name: 'Running',
          count_runs: 1,
          sum_estimated_run_time: running[0],
          sum_estimated_lateness: running[1],
        },
        {
          state_type: 'SCHEDULED',
          state_name: 'Late',
          count_runs: 1,
          sum_estimated_run_time: late[0],
          sum_estimated_lateness: late[1],
        },
      ]),
    },
    { interval_start: at('02:00:00.000000'), interval_end: at('03:00:00.000000'), states: [] },
  ]

  test('counts and sums by expected start and state', async () => {
    await build()
    expect(await readFlowRunHistory(database().reader, SPAN)).toEqual(HISTORY)
  })

  test('is the same where runs are grouped instead of looked up', async () => {
    await build()
    expect(await readFlowRunHistory(database().reader, { ...SPAN, ...EVERY_NAME })).toEqual(HISTORY)
  })

  test('is the same on a database that has the indexes of the reference', async () => {
    referenceIndexed = await openDatabase({ url: await kind.emptyUrl(), indexes: 'reference' })
    await build()
    expect(await readFlowRunHistory(database().reader, SPAN)).toEqual(HISTORY)
  })

  test('leaves out runs that a filter leaves out', async () => {
    await build()
    const named = { flow_runs: { name: { any_: ['runs'] } } }
    const history = await readFlowRunHistory(database().reader, { ...SPAN, ...named })
    expect(history.map(({ states }) => states.map(({ count_runs }) => count_runs))).toEqual([[], [1], []])
  })

  test.each([undefined, EVERY_NAME])(
    'leaves out runs before and after it, and those without a state (%j)',
    async (filters) => {
      for (const time of ['23:00:00.000000', '03:00:00.000000']) {
        await buildFlowRun(database(), { expected_start_time: at(time) })
      }
      await buildFlowRun(database(), { expected_start_time: at('01:00:00.000000'), state: null })
      await buildFlowRun(database(), { expected_start_time: null })
      const history = await readFlowRunHistory(database().reader, { ...SPAN, ...filters })
      expect(history.flatMap(({ states }) => states)).toEqual([])
    },
  )

  test('is counted in the same way however many names states have', async () => {
    const flow = await buildFlow(database())
    for (let index = 0; index < 120; index++) {
      await buildFlowRun(database(), {
        flow_id: flow.id,
        expected_start_time: at('01:00:00.000000'),
        state: { type: 'RUNNING', name: `Step ${index}` },
      })
    }
    const history = await readFlowRunHistory(database().reader, SPAN)
    expect(history[1]?.states).toHaveLength(120)
  })

  test('exists for task runs too', async () => {
    await buildTaskRun(database(), {
      expected_start_time: at('00:10:00.000000'),
      start_time: at('00:10:05.000000'),
      total_run_time: interval(7),
      state: { type: 'FAILED' },
    })
    const [first, ...others] = await readTaskRunHistory(database().reader, SPAN)
    expect(first?.states).toEqual([
      {
        state_type: 'FAILED',
        state_name: 'Failed',
        count_runs: 1,
        sum_estimated_run_time: 7,
        sum_estimated_lateness: 5,
      },
    ])
    expect(others.flatMap(({ states }) => states)).toEqual([])
  })

  test('has an average lateness over all runs, null without any', async () => {
    expect(await readFlowRunLateness(database().reader, { now: SPAN.now })).toBeNull()
    await build()
    expect(await readFlowRunLateness(database().reader, { now: SPAN.now })).toBeCloseTo(lateness, 6)
  })
})
