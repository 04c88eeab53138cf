import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { buildFlow, type DatabaseKind, databases, sequentialIds } from '@reeve/testkit'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database, Db } from '../database.ts'
import {
  byTally,
  countByTally,
  expectSame,
  expectSameByTally,
  insertMany,
  insertRuns,
  isTallied,
  runRow,
  untilTallied,
} from '../ended-runs/testing.ts'
import { IntegrityViolation } from '../errors.ts'
import { openDatabase } from '../open.ts'
import { countFlowRuns } from '../queries/flow-runs/count-flow-runs.ts'

const sqlite = databases.find(({ name }) => name === 'sqlite') as DatabaseKind

const ids = sequentialIds(0x3a)
const MANY = Array.from({ length: 6_000 }, () => ids.next())
const [first, second, third, lost] = MANY as [string, string, string, string]

/** Another run like any that is there. */
const INSERT_THIRD = `
  INSERT INTO flow_run (id, name, flow_id, state_type, state_name, expected_start_time, start_time, total_run_time)
  SELECT '${third}', name, flow_id, state_type, state_name, expected_start_time, start_time, total_run_time
  FROM flow_run LIMIT 1`

describe('the tally of ended runs in a file of sqlite', () => {
  let file: string
  let database: Database
  let flowId: string

  const insert = (...ids: string[]) =>
    database.write((db) =>
      insertRuns(
        db,
        ids.map((id) => runRow(id, flowId)),
      ),
    )

  function writeAsAnother(statement: string): void {
    const other = new DatabaseSync(file)
    other.exec(statement)
    other.close()
  }

  beforeEach(async () => {
    file = await sqlite.freshUrl()
    database = await openDatabase({ url: file })
    flowId = (await buildFlow(database)).id
  })

  afterEach(() => database.close())

  test.each([
    { change: 'inserts a run', statement: INSERT_THIRD, count: 3 },
    { change: 'deletes a run', statement: `DELETE FROM flow_run WHERE id = '${first}'`, count: 1 },
    { change: 'begins a run anew', statement: `UPDATE flow_run SET state_type = 'RUNNING'`, count: 2 },
  ])('is made anew when another program $change', async ({ statement, count }) => {
    await insert(first, second)
    await untilTallied(database)
    writeAsAnother(statement)
    expect(await countFlowRuns(database.reader, {})).toBe(count)
    await expectSame(database)
    await untilTallied(database)
    await expectSameByTally(database)
  })

  test('is made anew even if the server wrote since then', async () => {
    await insert(first)
    await untilTallied(database)
    writeAsAnother(INSERT_THIRD)
    await insert(second)
    await expectSame(database)
    expect(await untilTallied(database)).toBe(3)
    await expectSameByTally(database)
  })

  test('is not kept if another program wrote while it was made', async () => {
    await insertMany(database, flowId, MANY.slice(3))
    expect(await isTallied(database)).toBe(false)
    writeAsAnother(INSERT_THIRD)
    expect(await untilTallied(database)).toBe(MANY.length - 2)
    await expectSameByTally(database)
  })

  test('is kept while the log of what the server writes is carried into the file', async () => {
    await insert(first)
    await untilTallied(database)
    for (let round = 0; round < 12; round++) {
      await insertMany(database, flowId, MANY.slice(1, 1_500))
      expect(await countByTally(database)).toBe(1_500)
      await database.write((db) => db.sql.deleteFrom('flow_run').where('id', '!=', first).execute())
      expect(await countByTally(database)).toBe(1)
    }
  })

  test('has nothing of a statement that failed in a unit that went on', async () => {
    await untilTallied(database)
    await database.write(async (db) => {
      await insertRuns(db, [runRow(first, flowId)])
      const twice = insertRuns(db, [runRow(lost, flowId), runRow(lost, flowId)])
      await expect(twice).rejects.toBeInstanceOf(IntegrityViolation)
      await insertRuns(db, [runRow(second, flowId)])
    })
    expect(await countByTally(database)).toBe(2)
    await expectSameByTally(database)
  })

  test.each([
    {
      how: 'failed',
      lose: async (db: Db) => {
        await sql`PRAGMA defer_foreign_keys = ON`.execute(db.sql)
        await insertRuns(db, [runRow(lost, MANY[0] as string)])
      },
    },
    {
      how: 'was lost within a unit',
      lose: (db: Db) =>
        sql`INSERT OR ROLLBACK INTO flow (id, name) SELECT id, name FROM flow LIMIT 1`.execute(db.sql),
    },
  ])('has nothing of a commit that $how', async ({ lose }) => {
    await untilTallied(database)
    const results = await Promise.allSettled([insert(first), database.write<unknown>(lose), insert(second)])
    const lostToo = results.filter(({ status }) => status === 'rejected')
    expect(lostToo.length).toBeGreaterThanOrEqual(2)
    expect(await countByTally(database)).toBe(3 - lostToo.length)
    await insert(third)
    expect(await countByTally(database)).toBe(4 - lostToo.length)
    await expectSameByTally(database)
  })

  test('leaves nothing open when the database is closed while it is made', async () => {
    await insertMany(database, flowId, MANY)
    expect(await isTallied(database)).toBe(false)
    await database.close()
    // The last connection takes the log away.
    expect(existsSync(`${file}-wal`)).toBe(false)
  })

  test('is made anew after more changes at once than are noted', async () => {
    await untilTallied(database)
    const manyMore = Array.from({ length: 50_001 }, () => ids.next())
    await insertMany(database, flowId, manyMore)
    expect(await isTallied(database)).toBe(false)
    expect(await countFlowRuns(database.reader, {})).toBe(manyMore.length)
    expect(await untilTallied(database)).toBe(manyMore.length)
  })

  test('tells a name that is nothing but a NUL from none', async () => {
    await untilTallied(database)
    const rows = [runRow(first, flowId, { state_name: '\0' }), runRow(second, flowId, { state_name: null })]
    await database.write((db) => insertRuns(db, rows))
    const named = { flow_runs: { state: { name: { any_: ['\0'] } } } }
    expect(await countFlowRuns(byTally(database.reader), named)).toBe(1)
  })

  test('is not made where the index that it is made from is missing', async () => {
    const indexed = await openDatabase({ url: await sqlite.emptyUrl(), indexes: 'reference' })
    try {
      const flow = await buildFlow(indexed)
      await indexed.write((db) => insertRuns(db, [runRow(first, flow.id)]))
      for (let ask = 0; ask < 3; ask++) {
        expect(await isTallied(indexed)).toBe(false)
        expect(await countFlowRuns(indexed.reader, {})).toBe(1)
      }
    } finally {
      await indexed.close()
    }
  })
})
