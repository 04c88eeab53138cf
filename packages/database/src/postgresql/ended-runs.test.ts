import {
  buildFlow,
  connect,
  type DatabaseKind,
  databases,
  sequentialIds,
  skipWhereMissing,
} from '@reeve/testkit'
import type { Instant } from '@reeve/wire'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Database } from '../database.ts'
import {
  at,
  countByTally,
  expectSame,
  expectSameByTally,
  insertRuns,
  isTallied,
  runRow,
  untilTallied,
} from '../ended-runs/testing.ts'
import { openDatabase } from '../open.ts'
import { NOTES_TABLE } from '../schema/ended-run-notes.ts'
import type { PostgresqlEndedRuns } from './ended-runs.ts'

const postgresql = databases.find(({ name }) => name === 'postgresql') as DatabaseKind

const ids = sequentialIds(0x97)

/** What each replica does once a minute. */
const tick = ({ reader }: Database) => (reader.endedRuns as PostgresqlEndedRuns).tick()

describe('the tally of ended runs of a replica', () => {
  skipWhereMissing(postgresql)

  let url: string
  let one: Database
  let other: Database
  let flowId: string

  const insert = (database: Database, columns: Parameters<typeof runRow>[2] = {}) =>
    database.write((db) => insertRuns(db, [runRow(ids.next(), flowId, columns)]))

  async function ask<Row>(text: string): Promise<Row[]> {
    const client = await connect(url)
    const { rows } = await client.query(text)
    await client.end()
    return rows
  }

  const notes = async () => (await ask<{ count: string }>(`SELECT count(*) FROM ${NOTES_TABLE}`))[0]?.count

  beforeEach(async () => {
    url = await postgresql.freshUrl()
    one = await openDatabase({ url })
    other = await openDatabase({ url })
    flowId = (await buildFlow(one)).id
  })

  afterEach(() => Promise.all([one.close(), other.close()]))

  test('follows what another replica changes', async () => {
    await untilTallied(one)
    await untilTallied(other)
    await insert(other)
    expect(await countByTally(one)).toBe(1)
    await insert(one)
    expect([await countByTally(one), await countByTally(other)]).toEqual([2, 2])
    await expectSameByTally(one)
    await expectSameByTally(other)
  })

  test('has what a transaction changed that began before it was made and ended after', async () => {
    const client = await connect(url)
    await insert(one)
    await client.query('BEGIN')
    await client.query('DELETE FROM flow_run')
    expect(await untilTallied(one)).toBe(1)
    await insert(one)
    expect(await countByTally(one)).toBe(2)
    await client.query('COMMIT')
    await client.end()
    expect(await countByTally(one)).toBe(1)
    await expectSameByTally(one)
  })

  test('is kept when notes are deleted that it has read, and made anew when it has not', async () => {
    await untilTallied(one)
    await untilTallied(other)
    await insert(one)
    // Transactions of other databases on the same server may keep them for a while.
    await vi.waitFor(async () => {
      await tick(one)
      expect(await notes()).toBe('0')
    })
    expect(await countByTally(one)).toBe(1)
    expect(await isTallied(other)).toBe(false)
    await expectSame(other)
    expect(await untilTallied(other)).toBe(1)
  })

  test('is right about times that add up to more than an exact number', async () => {
    await untilTallied(one)
    const columns = {
      expected_start_time: '1740-01-01 00:00:00.000000' as Instant,
      start_time: at('00:00:00.000000'),
    }
    await insert(one, columns)
    await insert(one, columns)
    expect(await countByTally(one)).toBe(2)
    await expectSameByTally(one)
  })
})
