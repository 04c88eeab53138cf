import { buildFlow, buildFlowRun, databases, sequentialIds, useDatabaseForEach } from '@reeve/testkit'
import type { Instant, StateType } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import type { Db } from '../database.ts'
import { openDatabase } from '../open.ts'
import { interval } from '../parameters.ts'
import { countFlowRuns } from '../queries/flow-runs/count-flow-runs.ts'
import { deleteFlows } from '../queries/flows/delete-flows.ts'
import {
  ask,
  at,
  byTally,
  ChangedItsMind,
  type Columns,
  countByTally,
  expectSame,
  expectSameByTally,
  history,
  insertMany,
  insertRuns,
  isTallied,
  makeAtOnce,
  runRow,
  untilTallied,
} from './testing.ts'

const ids = sequentialIds(0xacc)
const MANY = Array.from({ length: 6_000 }, () => ids.next())

/** From the beginning of a minute on. */
const HOURS = {
  history_start: at('00:00:00.000000'),
  history_end: at('03:00:00.000000'),
  history_interval_seconds: 3600,
}

/** They begin within a minute, right after runs that were expected in it. */
const HOURS_LATER = { ...HOURS, history_start: at('00:10:00.500001') }

describe.each(databases)('the tally of ended runs on $name', (kind) => {
  const database = useDatabaseForEach(kind)

  test('knows of runs that ended before it was first asked', async () => {
    const flow = await buildFlow(database())
    await buildFlowRun(database(), { flow_id: flow.id, state: { type: 'CRASHED' } })
    await buildFlowRun(database(), { flow_id: flow.id, state: { type: 'COMPLETED', name: 'Cached' } })
    expect(await untilTallied(database())).toBe(2)
    await expectSameByTally(database())
  })

  test('has none of a unit that failed, and all of those beside it', async () => {
    const flow = await buildFlow(database())
    await untilTallied(database())
    const [first, second, third, lost] = MANY as [string, string, string, string]
    const insert = (id: string) => (db: Db) => insertRuns(db, [runRow(id, flow.id)])
    const loseOne = async (db: Db) => {
      await insert(lost)(db)
      await db.sql.deleteFrom('flow_run').where('id', '=', first).execute()
      throw new ChangedItsMind()
    }
    await makeAtOnce(database(), [loseOne, insert(first), loseOne, insert(second), insert(third), loseOne])
    expect(await countByTally(database())).toBe(3)
    await expectSameByTally(database())
  })

  test('loses the runs that go with their flow', async () => {
    const [gone, stays] = [await buildFlow(database()), await buildFlow(database())]
    for (const flow of [gone, gone, stays]) {
      await buildFlowRun(database(), { flow_id: flow.id, state: { type: 'COMPLETED' } })
    }
    expect(await untilTallied(database())).toBe(3)
    await database().write((db) => deleteFlows(db, [gone.id]))
    expect(await countByTally(database())).toBe(1)
    await expectSameByTally(database())
  })

  test('tells a history of ended runs beside those that run or wait', async () => {
    const flow = await buildFlow(database())
    await untilTallied(database())
    const build = (
      state: { type: StateType; name?: string; timestamp?: Instant },
      { seconds = 0, ...columns }: Partial<Columns>,
    ) => buildFlowRun(database(), { flow_id: flow.id, ...columns, total_run_time: interval(seconds), state })
    await build(
      { type: 'COMPLETED' },
      {
        expected_start_time: at('01:10:00.000000'),
        start_time: at('01:10:02.000000'),
        seconds: 30,
      },
    )
    await build(
      { type: 'RUNNING', timestamp: at('01:30:00.750000') },
      {
        expected_start_time: at('01:20:00.000000'),
        start_time: at('01:20:00.000000'),
        seconds: 10,
      },
    )
    await build({ type: 'SCHEDULED', name: 'Late' }, { expected_start_time: at('01:59:00.750000') })
    await build({ type: 'SCHEDULED' }, { expected_start_time: at('02:30:00.000000') })
    const told = (await history(byTally(database().reader), HOURS)).map(({ states }) =>
      states.map(({ state_name, count_runs, sum_estimated_run_time, sum_estimated_lateness }) => [
        state_name,
        count_runs,
        sum_estimated_run_time,
        sum_estimated_lateness,
      ]),
    )
    expect(told).toEqual([
      [],
      [
        ['Completed', 1, 30, 2],
        ['Running', 1, 1810, 0],
        ['Late', 1, 0, 60],
      ],
      [['Scheduled', 1, 0, 0]],
    ])
    await expectSameByTally(database())
  })

  test.each([
    { of: 'open runs in many states', types: ['COMPLETED', 'PENDING', 'RUNNING', 'SCHEDULED'], names: 70 },
    { of: 'ended runs in many states', types: ['CANCELLING', 'COMPLETED', 'CRASHED', 'FAILED'], names: 65 },
    { of: 'ended runs in more states than it keeps', types: ['COMPLETED', 'FAILED', 'CRASHED'], names: 90 },
    { of: 'very many open runs', types: Array(25_100).fill('PENDING'), names: 1 },
  ])('is right about $of', async ({ types, names }) => {
    const flow = await buildFlow(database())
    // Asked before: then it has to notice, too.
    await untilTallied(database())
    const rows = Array.from({ length: names }, (_, step) =>
      types.map((type) =>
        runRow(ids.next(), flow.id, { state_type: type as StateType, state_name: `Step ${step}` }),
      ),
    )
    await database().write((db) => insertRuns(db, rows.flat()))
    const { reader } = database()
    const all = rows.flat().length
    expect(await countFlowRuns(reader, {})).toBe(all)
    const runsIn = (steps: Awaited<ReturnType<typeof history>>) =>
      steps.map(({ states }) => states.reduce((sum, { count_runs }) => sum + count_runs, 0))
    expect({
      from: runsIn(await history(reader, HOURS)),
      after: runsIn(await history(reader, HOURS_LATER)),
    }).toEqual({ from: [all, 0, 0], after: [0, 0, 0] })
  })

  test('leaves histories of very many steps to a look at the runs', async () => {
    const flow = await buildFlow(database())
    await untilTallied(database())
    await database().write((db) => insertRuns(db, [runRow(ids.next(), flow.id)]))
    const steps = await history(database().reader, { ...HOURS, history_interval_seconds: 30 })
    expect(steps.flatMap(({ states }, step) => (states.length > 0 ? [step] : []))).toEqual([20])
  })

  test('has what was changed while it was made', async () => {
    await insertMany(database(), (await buildFlow(database())).id, MANY)
    let changed = 0
    while (!(await isTallied(database()))) {
      const [first, second, third] = MANY.slice(changed, changed + 3) as [string, string, string]
      changed += 3
      const setOf = (id: string, db: Db) => db.sql.updateTable('flow_run').where('id', '=', id)
      await makeAtOnce(database(), [
        (db) => db.sql.deleteFrom('flow_run').where('id', '=', first).execute(),
        (db) => setOf(second, db).set({ state_type: 'RUNNING' }).execute(),
        async (db) => {
          await setOf(third, db).set({ state_name: 'Cached' }).execute()
          throw new ChangedItsMind()
        },
      ])
    }
    expect(changed).toBeGreaterThan(0)
    await expectSameByTally(database())
  })

  test('counts each change once, however many asked for it at the same time', async () => {
    await insertMany(database(), (await buildFlow(database())).id, MANY)
    const { reader } = database()
    const [told, toldToo, count] = await Promise.all([ask(reader), ask(reader), countFlowRuns(reader, {})])
    expect([told, toldToo]).toEqual(Array(2).fill(await database().write(ask)))
    expect(count).toBe(MANY.length)
    await untilTallied(database())
    const [first, second] = MANY
    await database().write((db) =>
      db.sql
        .deleteFrom('flow_run')
        .where('id', 'in', [first as string, second as string])
        .execute(),
    )
    expect(await countByTally(database())).toBe(MANY.length - 2)
    await expectSameByTally(database())
  })

  test('does not keep a database from being closed while it is made', async () => {
    await insertMany(database(), (await buildFlow(database())).id, MANY)
    const counting = countFlowRuns(database().reader, {}).catch(() => 'closed')
    await database().close()
    expect([MANY.length, 'closed']).toContain(await counting)
  })

  test('does no harm where the indexes of the reference are', async () => {
    const indexed = await openDatabase({ url: await kind.emptyUrl(), indexes: 'reference' })
    try {
      const flow = await buildFlow(indexed)
      await expectSame(indexed)
      await indexed.write((db) =>
        insertRuns(db, [
          runRow(ids.next(), flow.id),
          runRow(ids.next(), flow.id, { state_name: 'Cached' }),
          runRow(ids.next(), flow.id, { state_type: 'RUNNING' }),
        ]),
      )
      await expectSame(indexed)
      await indexed.write((db) => deleteFlows(db, [flow.id]))
      await expectSame(indexed)
      expect(await countFlowRuns(indexed.reader, {})).toBe(0)
    } finally {
      await indexed.close()
    }
  })
})
