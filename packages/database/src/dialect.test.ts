import { buildConcurrencyLimit, buildFlow, buildFlowRun, databases, useDatabase } from '@reeve/testkit'
import type { Instant } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import type { Db, Statement } from './database.ts'
import type { Dialect } from './dialect.ts'
import { json } from './parameters.ts'

let statements = 0

/** A statement for one test. */
const statement = (text: (dialect: Dialect) => string): Statement => ({
  name: `dialect-test-${++statements}`,
  text,
})

describe.each(databases)('the facts of $name', (kind) => {
  const database = useDatabase(kind)

  test('lists are read as one parameter, whatever they hold', async () => {
    const names = ['plain', 'com,ma', 'quo"te', 'br{ace}', "apos'trophe", 'back\\slash', 'ünïcode', '']
    const flows = await Promise.all(names.map((name) => buildFlow(database(), { name })))
    await buildFlow(database(), { name: 'other' })
    const { quick, dialect } = database()
    const byName = statement((d) => `SELECT name FROM flow WHERE ${d.isAnyText('name', 1)}`)
    const byId = statement((d) => `SELECT name FROM flow WHERE ${d.isAnyUuid('id', 1)}`)

    const found = await quick.run<{ name: string }>(byName, [dialect.list(names)])
    expect(found.map(({ name }) => name).sort()).toEqual([...names].sort())
    const [, second, third] = flows
    const two = await quick.run<{ name: string }>(byId, [dialect.list([second?.id ?? '', third?.id ?? ''])])
    expect(two.map(({ name }) => name).sort()).toEqual(['com,ma', 'quo"te'])
    expect(await quick.run(byName, [dialect.list([])])).toEqual([])
  })

  test('nulls can be compared as equal', async () => {
    const none = await buildFlowRun(database(), { state: null })
    const find = statement(
      (d) => `SELECT id FROM flow_run WHERE id = ${d.parameter(1)}
        AND state_id ${d.isNotDistinctFrom} ${d.typedParameter(2, 'uuid')}`,
    )
    expect(await database().quick.run(find, [none.id, null])).toEqual([{ id: none.id }])
    expect(await database().quick.run(find, [none.id, none.id])).toEqual([])
  })

  test.each([
    ['2026-03-04T05:06:07.123456Z', '2026-03-04 05:06:07.123456'],
    ['2026-03-04T05:06:07Z', '2026-03-04 05:06:07.000000'],
    ['2026-03-04T05:06:07.5+00:00', '2026-03-04 05:06:07.500000'],
  ])('an instant in JSON, %s, compares with instants', async (iso, instant) => {
    const run = await buildFlowRun(database(), {
      state: { type: 'PAUSED', state_details: json({ pause_timeout: iso }) },
    })
    const find = statement(
      (d) => `SELECT id FROM flow_run_state WHERE flow_run_id = ${d.parameter(1)}
        AND ${d.jsonInstant('state_details', 'pause_timeout')} <= ${d.parameter(2)}`,
    )
    expect(await database().quick.run(find, [run.id, instant])).toHaveLength(1)
    expect(await database().quick.run(find, [run.id, '2026-03-04 05:06:06.999999'])).toHaveLength(0)
  })

  test('a missing instant in JSON compares with none', async () => {
    const run = await buildFlowRun(database(), {
      state: { type: 'PAUSED', state_details: json({ pause_timeout: null }) },
    })
    const find = statement(
      (d) => `SELECT id FROM flow_run_state WHERE flow_run_id = ${d.parameter(1)}
        AND ${d.jsonInstant('state_details', 'pause_timeout')} <= ${d.parameter(2)}`,
    )
    expect(await database().quick.run(find, [run.id, '9999-01-01 00:00:00.000000'])).toEqual([])
  })

  test('the text under a key of JSON is plain text', async () => {
    const run = await buildFlowRun(database(), { created_by: json({ id: 'schedule "1"', type: 'SCHEDULE' }) })
    const find = statement(
      (d) => `SELECT ${d.jsonText('created_by', 'id')} AS id FROM flow_run WHERE id = ${d.parameter(1)}`,
    )
    expect(await database().quick.run(find, [run.id])).toEqual([{ id: 'schedule "1"' }])
  })

  test('the current time is an instant', async () => {
    const run = await buildFlowRun(database(), {
      expected_start_time: '2026-01-01 00:00:00.000000' as Instant,
    })
    const change = statement(
      (d) => `UPDATE flow_run SET updated = ${d.now} WHERE id = ${d.parameter(1)} RETURNING updated`,
    )
    const [row] = await database().write((db) => db.run<{ updated: string }>(change, [run.id]))
    expect(row?.updated).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/)
    expect(Math.abs(Date.parse(`${row?.updated.replace(' ', 'T')}Z`) - Date.now())).toBeLessThan(60_000)
  })

  test('locked rows make others wait, or are left out', async () => {
    const limits = await Promise.all([1, 2].map(() => buildConcurrencyLimit(database(), { limit: 10 })))
    const ids = database().dialect.list(limits.map(({ id }) => id))
    const read = (lock: (d: Dialect) => string) =>
      statement(
        (d) =>
          `SELECT id, active_slots FROM concurrency_limit_v2 WHERE ${d.isAnyUuid('id', 1)} ORDER BY id ${lock(d)}`,
      )
    const lockAll = read((d) => d.forUpdate)
    const save = statement(
      (d) => `UPDATE concurrency_limit_v2 SET active_slots = active_slots + 1 WHERE ${d.isAnyUuid('id', 1)}`,
    )
    const seen: number[] = []
    const take = async (db: Db) => {
      const rows = await db.run<{ active_slots: number }>(lockAll, [ids])
      seen.push(rows[0]?.active_slots ?? -1)
      await db.run(save, [ids])
    }
    await Promise.all(Array.from({ length: 5 }, () => database().write(take)))
    expect(seen).toEqual([0, 1, 2, 3, 4])
  })
})

describe.each(databases.filter(({ name }) => name === 'postgresql'))('the facts of $name', (kind) => {
  const database = useDatabase(kind)

  test('rows that another transaction holds are left out where that is asked for', async () => {
    const limits = await Promise.all([1, 2].map(() => buildConcurrencyLimit(database())))
    const one = statement(
      (d) => `SELECT id FROM concurrency_limit_v2 WHERE id = ${d.parameter(1)} ${d.forUpdate}`,
    )
    const free = statement((d) => `SELECT id FROM concurrency_limit_v2 ORDER BY id ${d.skipLocked}`)
    const found = await database().write(async (db) => {
      await db.run(one, [limits[0]?.id])
      return database().write((other) => other.run(free, []))
    })
    expect(found).toEqual([{ id: limits[1]?.id }])
  })
})
