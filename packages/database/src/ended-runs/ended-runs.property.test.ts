import { type DatabaseKind, databases, sequentialIds, skipWhereMissing } from '@reeve/testkit'
import type { Instant, StateType } from '@reeve/wire'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Db } from '../database.ts'
import { IntegrityViolation } from '../errors.ts'
import { openDatabase } from '../open.ts'
import { saveTransitions } from '../queries/flow-runs/save-transitions.ts'
import { deleteFlows } from '../queries/flows/delete-flows.ts'
import {
  at,
  ChangedItsMind,
  type Columns,
  expectSameByTally,
  insertRuns,
  makeAtOnce,
  NOW,
  runRow,
  storedColumns,
  untilTallied,
} from './testing.ts'

const newIds = sequentialIds(0xf10)
const RUN_IDS = Array.from({ length: 24 }, () => newIds.next())
const FLOW_IDS = Array.from({ length: 3 }, () => newIds.next())

interface Named {
  readonly state_type: StateType
  readonly state_name: string
}

type Times = Omit<Columns, keyof Named>

/** A change to runs that may be there or not. */
type Change =
  | { readonly does: 'insert'; readonly flow: string; readonly runs: readonly (readonly [string, Columns])[] }
  | {
      readonly does: 'fail'
      readonly flow: string
      readonly ids: readonly string[]
      readonly columns: Columns
    }
  | {
      readonly does: 'update'
      readonly ids: readonly string[]
      readonly columns: Columns
      readonly only: readonly string[]
    }
  | {
      readonly does: 'transition'
      readonly ids: readonly string[]
      readonly to: Named
      readonly times: Times | null
    }
  | { readonly does: 'delete'; readonly ids: readonly string[] }
  | { readonly does: 'delete flow'; readonly flow: string }

/** Changes that are made together; those of an undone one would have gone well. */
interface Unit {
  readonly changes: readonly Change[]
  readonly isUndone: boolean
}

const named: fc.Arbitrary<Named> = fc.record({
  state_type: fc.constantFrom('COMPLETED', 'COMPLETED', 'FAILED', 'CRASHED', 'RUNNING', 'SCHEDULED'),
  state_name: fc.constantFrom('Completed', 'Cached', 'Late'),
})

/** Runs made outside of the API may have half a state or none. */
const state = fc.oneof(
  { weight: 8, arbitrary: named },
  { weight: 1, arbitrary: named.map(({ state_type }) => ({ state_type, state_name: null })) },
  { weight: 1, arbitrary: fc.constant({ state_type: null, state_name: null }) },
)

/** At bounds of the histories that are asked for, and right before. */
const times: fc.Arbitrary<Times> = fc.record({
  expected_start_time: fc.constantFrom(
    null,
    at('00:09:59.999998'),
    at('00:09:59.999999'),
    at('00:10:00.000000'),
    at('00:59:59.999999'),
    at('01:00:00.000000'),
    at('02:59:59.999999'),
    '1969-12-31 23:59:59.999999' as Instant,
    // Not longer ago: sums of lateness beyond 285 years are not exact to the microsecond.
    '1950-05-05 05:05:30.000000' as Instant,
  ),
  start_time: fc.constantFrom(null, at('00:09:59.999999'), at('01:10:02.250000')),
  seconds: fc.constantFrom(0, 1.5, 10.9, 3_600),
})

const columns: fc.Arbitrary<Columns> = fc
  .tuple(state, times)
  .map(([state, times]) => ({ ...state, ...times }))
const COLUMNS = [
  'state_type',
  'state_name',
  'expected_start_time',
  'start_time',
  'total_run_time',
  'state_timestamp',
]

const runId = fc.constantFrom(...RUN_IDS)
const flow = fc.constantFrom(...FLOW_IDS)
const ids = fc.uniqueArray(runId, { minLength: 1, maxLength: 5 })
const does = <const Name extends Change['does']>(name: Name) => fc.constant(name)

const insertion = fc.record({
  does: does('insert'),
  flow,
  runs: fc.array(fc.tuple(runId, columns), { minLength: 1, maxLength: 4 }),
})

const COMMON: fc.WeightedArbitrary<Change>[] = [
  { weight: 5, arbitrary: insertion },
  {
    weight: 3,
    arbitrary: fc.record({
      does: does('update'),
      ids,
      columns,
      only: fc.oneof(
        fc.constantFrom(...COLUMNS).map((column) => [column]),
        fc.subarray(COLUMNS, { minLength: 1 }),
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: does('transition'),
      ids,
      to: named,
      times: fc.option(times, { nil: null }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: does('delete'), ids }) },
  { weight: 1, arbitrary: fc.record({ does: does('delete flow'), flow }) },
]

/** A statement that fails ends the transaction in PostgreSQL; in SQLite the unit may go on. */
const change = {
  sqlite: fc.oneof(...COMMON, {
    weight: 2,
    arbitrary: fc.record({ does: does('fail'), flow, ids, columns }),
  }),
  postgresql: fc.oneof(...COMMON),
}

/** Units of one step are started at once. */
const stepsOn = ({ name }: DatabaseKind): fc.Arbitrary<Unit[][]> => {
  const unit = fc.record({
    changes: fc.array(change[name], { minLength: 1, maxLength: 4 }),
    isUndone: fc.nat(2).map((number) => number === 2),
  })
  return fc.array(fc.array(unit, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 })
}

const addFlow = (db: Db, id: string) =>
  db.sql
    .insertInto('flow')
    .values({ id, created: NOW, updated: NOW, name: id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()

async function makeChange(db: Db, change: Change): Promise<unknown> {
  switch (change.does) {
    case 'insert':
      await addFlow(db, change.flow)
      return insertRuns(
        db,
        change.runs.map(([id, columns]) => runRow(id, change.flow, columns)),
      )
    case 'fail': {
      await addFlow(db, change.flow)
      // By the time that it fails the statement has changed rows.
      const rows = [...change.ids, ...change.ids].map((id) => runRow(id, change.flow, change.columns))
      return expect(insertRuns(db, rows)).rejects.toBeInstanceOf(IntegrityViolation)
    }
    case 'update': {
      const stored = Object.entries(storedColumns(change.columns))
      const values = Object.fromEntries(stored.filter(([name]) => change.only.includes(name)))
      return db.sql.updateTable('flow_run').set(values).where('id', 'in', change.ids).execute()
    }
    case 'transition':
      return makeTransition(db, change)
    case 'delete':
      return db.sql.deleteFrom('flow_run').where('id', 'in', change.ids).execute()
    case 'delete flow':
      return deleteFlows(db, [change.flow])
  }
}

async function makeTransition(
  db: Db,
  { ids, to, times }: Extract<Change, { readonly does: 'transition' }>,
): Promise<void> {
  const runs = await db.sql.selectFrom('flow_run').select(['id', 'state_id']).where('id', 'in', ids).execute()
  const rows = runs.map((run) => ({
    transition: {
      run_id: run.id,
      previous_state_id: run.state_id,
      state_id: newIds.next(),
      type: to.state_type,
      name: to.state_name,
      timestamp: NOW,
      message: null,
      state_details: {},
      result_artifact_id: null,
      run_count: 1,
      start_time: times?.start_time ?? null,
      end_time: null,
      total_run_time: times?.seconds ?? 0,
      expected_start_time: times?.expected_start_time ?? null,
      next_scheduled_start_time: null,
      empirical_policy: {},
      now: NOW,
    },
    changed: times ? { start_time: true, total_run_time: true, expected_start_time: true } : {},
  }))
  await saveTransitions(db, rows)
}

const makeUnit =
  ({ changes, isUndone }: Unit) =>
  async (db: Db): Promise<void> => {
    for (const change of changes) await makeChange(db, change)
    if (isUndone) throw new ChangedItsMind()
  }

const SEQUENCES = { sqlite: 60, postgresql: 15 }

describe.each(databases)('the tally of ended runs on $name', (kind) => {
  skipWhereMissing(kind)

  test('answers as a look at the runs does, whatever changes them', async () => {
    const url = await kind.freshUrl()
    await fc.assert(
      fc.asyncProperty(stepsOn(kind), fc.nat(2), async (steps, firstAsked) => {
        // Opened anew, so that each sequence has a tally of its own.
        const database = await openDatabase({ url, durability: 'off' })
        try {
          await database.write((db) => deleteFlows(db, FLOW_IDS))
          for (const [index, units] of steps.entries()) {
            if (index === firstAsked) await untilTallied(database)
            await makeAtOnce(database, units.map(makeUnit))
            if (index >= firstAsked) await expectSameByTally(database)
          }
        } finally {
          await database.close()
        }
      }),
      { numRuns: SEQUENCES[kind.name] },
    )
  })
})
