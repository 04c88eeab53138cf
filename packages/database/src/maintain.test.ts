import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import {
  buildFlowRun,
  comparable,
  connect,
  databases,
  schemaOfPostgresql,
  schemaOfSqlite,
  skipWhereMissing,
} from '@reeve/testkit'
import type { Instant } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import type { Db } from './database.ts'
import { release, tune } from './maintain.ts'
import { openDatabase } from './open.ts'

const readTables = async (url: string) =>
  comparable(url.startsWith('postgres') ? (await schemaOfPostgresql(url)).tables : schemaOfSqlite(url))

const OWN_THINGS = `
  SELECT relname AS name FROM pg_class UNION ALL SELECT tgname FROM pg_trigger UNION ALL SELECT proname FROM pg_proc`

/** The names of all tables, indexes, triggers and functions that only Reeve makes. */
async function ownThings(url: string): Promise<string[]> {
  const found = url.startsWith('postgres') ? await namesInPostgresql(url) : namesInSqlite(url)
  return found.filter((name) => name.startsWith('reeve_'))
}

async function namesInPostgresql(url: string): Promise<string[]> {
  const client = await connect(url)
  const { rows } = await client.query<{ name: string }>(OWN_THINGS)
  await client.end()
  return rows.map(({ name }) => name)
}

function namesInSqlite(file: string): string[] {
  const database = new DatabaseSync(file, { readOnly: true })
  const rows = database.prepare('SELECT name FROM sqlite_schema').all()
  database.close()
  return rows.map(({ name }) => String(name))
}

const NOW = '2026-01-01 00:00:00.000000' as Instant

/** Takes two entries at a time out of the outbox. */
async function expandTwo(db: Db): Promise<number> {
  const oldest = db.sql.selectFrom('reeve_outbox').select('seq').orderBy('seq').limit(2)
  const gone = await db.sql.deleteFrom('reeve_outbox').where('seq', 'in', oldest).returning('seq').execute()
  return gone.length
}

const expandNothing = async () => 0

describe.each(databases)('maintenance on $name', (kind) => {
  skipWhereMissing(kind)

  /** What the reference would have made: its indexes and none of Reeve's tables. */
  async function referenceUrl(): Promise<string> {
    const url = await kind.emptyUrl()
    await release(await openDatabase({ url, indexes: 'reference' }), expandNothing)
    return url
  }

  test('tune and release together leave what the reference had made, rows included', async () => {
    const url = await referenceUrl()
    const before = await readTables(url)

    const opened = await openDatabase({ url })
    const run = await buildFlowRun(opened)
    const tuned = await tune(opened)
    const released = await release(opened, expandNothing)

    expect(tuned.dropped).toContain('ix_flow_run__updated')
    expect(tuned.created).toContain('reeve_ix_flow_run__work_queue_state')
    expect([...released.created].sort()).toEqual([...tuned.dropped].sort())
    expect(await readTables(url)).toEqual(before)
    const again = await openDatabase({ url })
    const runs = await again.quick.sql.selectFrom('flow_run').select('id').execute()
    await again.close()
    expect(runs).toEqual([{ id: run.id }])
  })

  test('release leaves nothing of its own behind, not even what only its own tables need', async () => {
    const url = await referenceUrl()
    await release(await openDatabase({ url }), expandNothing)
    expect(await ownThings(url)).toEqual([])
  })

  test('tune gives the indexes of a new database, and changes nothing the second time', async () => {
    const [fresh, old] = [await kind.freshUrl(), await referenceUrl()]
    const database = await openDatabase({ url: old })
    await tune(database)
    const second = await tune(database)
    await database.close()

    expect(second).toEqual({ created: [], dropped: [] })
    expect(await readTables(old)).toEqual(await readTables(fresh))
  })

  test('release empties the outbox first and drops it then', async () => {
    const url = await kind.freshUrl()
    const database = await openDatabase({ url })
    const entries = Array.from({ length: 5 }, (_, index) => ({
      kind: 'test',
      body: `${index}`,
      created: NOW,
    }))
    await database.write((db) => db.sql.insertInto('reeve_outbox').values(entries).execute())
    const batches: number[] = []
    await release(database, async (db) => {
      const count = await expandTwo(db)
      batches.push(count)
      return count
    })

    expect(batches).toEqual([2, 2, 1, 0])
    const again = await openDatabase({ url })
    expect(await again.quick.sql.selectFrom('reeve_outbox').selectAll().execute()).toEqual([])
    await again.close()
  })

  test('a release that fails to write out the outbox leaves everything in place', async () => {
    const url = await kind.freshUrl()
    const before = await readTables(url)
    const database = await openDatabase({ url })
    const failing = release(database, async () => {
      throw new Error('no room')
    })

    await expect(failing).rejects.toThrow('no room')
    await database.close()
    expect(await readTables(url)).toEqual(before)
  })
})

test('a released SQLite database is one file: its log is carried in', async () => {
  const url = await (databases[0] as (typeof databases)[number]).freshUrl()
  const database = await openDatabase({ url })
  await buildFlowRun(database)
  await release(database, expandNothing)
  expect(existsSync(`${url}-wal`)).toBe(false)
})
