import { buildFlow, databases, sequentialIds, useDatabase } from '@reeve/testkit'
import { type Instant, instantFromMicroseconds, withPlainNumbers, writtenNumber } from '@reeve/wire'
import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { interval, json } from './parameters.ts'

/** 1970 to 9999, to the microsecond. */
const instants = fc
  .bigInt({ min: 0n, max: 253_402_300_799_999_999n })
  .map((microseconds): Instant => instantFromMicroseconds(microseconds))

/** Up to ten years, to the microsecond. */
const durations = fc.integer({ min: 0, max: 315_000_000_000_000 }).map((microseconds) => microseconds / 1e6)

/** What both databases can hold: no NUL and no half of a surrogate pair. */
const texts = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '').toWellFormed())

/** PostgreSQL's jsonb keeps numbers as decimals, so a negative zero and an exponent lose their form. */
const jsons = fc.jsonValue({ stringUnit: 'grapheme' }).map((value) =>
  JSON.parse(
    JSON.stringify(value)
      .replaceAll('\\u0000', '')
      .replaceAll(/-0(?=[,\]}]|$)/g, '0'),
  ),
)

describe.each(databases)('what is written to $name is read back', (kind) => {
  const database = useDatabase(kind)

  const ids = sequentialIds()

  test('a flow run with any values, by key and from the reader', async () => {
    const flow = await buildFlow(database())
    const rows = fc.record({
      name: texts,
      created: instants,
      updated: instants,
      expected_start_time: fc.option(instants),
      total_run_time: durations,
      run_count: fc.integer({ min: 0, max: 2_147_483_647 }),
      auto_scheduled: fc.boolean(),
      parameters: jsons.filter((value) => value !== null),
      created_by: jsons,
      deployment_version: fc.option(texts),
    })
    await fc.assert(
      fc.asyncProperty(rows, async (row) => {
        const columns = {
          ...row,
          id: ids.next(),
          flow_id: flow.id,
          total_run_time: interval(row.total_run_time),
          parameters: json(row.parameters),
          created_by: json(row.created_by),
        }
        await database().write((db) => db.sql.insertInto('flow_run').values(columns).execute())
        for (const db of [database().quick, database().reader]) {
          const query = db.sql.selectFrom('flow_run').selectAll().where('id', '=', columns.id)
          const read = await query.executeTakeFirstOrThrow()
          // PostgreSQL writes 1e21 as an integer, which keeps its text from then on.
          expect(withPlainNumbers(read)).toMatchObject({
            ...row,
            total_run_time: expect.closeTo(row.total_run_time, 5),
          })
        }
      }),
      { numRuns: 40 },
    )
  })

  test.each([
    ['a whole number beyond the safe ones', 9_007_199_254_740_992],
    ['one that JavaScript cannot count to', writtenNumber('1152921504606846977')],
    ['a number', 1.5],
    ['a text that looks like a number', '12'],
    ['an empty text', ''],
    ['true', true],
    ['a list', [1, 'two', null]],
  ])('a variable whose value is %s', async (name, value) => {
    await database().write((db) =>
      db.sql
        .insertInto('variable')
        .values({ name, value: json(value) })
        .execute(),
    )
    for (const db of [database().quick, database().reader]) {
      const query = db.sql.selectFrom('variable').select('value').where('name', '=', name)
      expect(await query.executeTakeFirstOrThrow()).toEqual({ value })
    }
  })

  test('null as JSON is stored as SQL has it', async () => {
    const insert = { name: 'nothing', value: json(null) }
    await database().write((db) => db.sql.insertInto('variable').values(insert).execute())
    const query = database().quick.sql.selectFrom('variable').select('name').where('value', 'is', null)
    expect(await query.execute()).toEqual([{ name: 'nothing' }])
  })

  test('expressions have the kinds that their reader is told', async () => {
    const { quick } = database()
    const query = sql<{ flag: boolean; list: unknown }>`
      SELECT CASE WHEN 1 = 1 THEN ${sql.raw(kind.name === 'sqlite' ? '1' : 'true')} END AS flag,
        ${sql.raw(kind.name === 'sqlite' ? "json('[1]')" : "'[1]'::jsonb")} AS list`.compile(quick.sql)
    expect(await quick.execute(query, { flag: 'boolean', list: 'json' })).toEqual([{ flag: true, list: [1] }])
  })
})
