import { buildFlow, databases, skipWhereMissing } from '@reeve/testkit'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Database, Db, Statement } from '../database.ts'
import { DatabaseUnavailable, IntegrityViolation, StatementTooSlow, UnstorableValue } from '../errors.ts'
import { openDatabase } from '../open.ts'
import { json } from '../parameters.ts'

const rename: Statement = { name: 'test-rename', text: () => 'UPDATE flow SET name = $2 WHERE id = $1' }
const pid: Statement = { name: 'test-pid', text: () => 'SELECT pg_backend_pid() AS pid' }
const kill: Statement = { name: 'test-kill', text: () => 'SELECT pg_terminate_backend($1::integer)' }
const sleep: Statement = { name: 'test-sleep', text: () => 'SELECT pg_sleep($1::double precision)' }
const settings: Statement = {
  name: 'test-settings',
  text: () => `SELECT current_setting('TimeZone') AS zone, current_setting('statement_timeout') AS timeout`,
}

/** Lets two transactions meet: each waits here for the other. */
function meeting(): () => Promise<void> {
  let arrived = 0
  const { promise, resolve } = Promise.withResolvers<void>()
  return () => {
    arrived += 1
    if (arrived === 2) resolve()
    return promise
  }
}

describe.each(databases.filter(({ name }) => name === 'postgresql'))('$name', (kind) => {
  skipWhereMissing(kind)
  let url: string
  let database: Database

  beforeAll(async () => {
    if (kind.missing !== undefined) return
    url = await kind.freshUrl()
    database = await openDatabase({ url, statementTimeoutMs: 5_000 })
  })

  afterAll(() => database?.close())

  const nameOf = async (id: string) => {
    const query = database.quick.sql.selectFrom('flow').select('name').where('id', '=', id)
    return (await query.executeTakeFirstOrThrow()).name
  }

  test('a session speaks UTC and gives up on statements in time', async () => {
    expect(await database.quick.run(settings, [])).toEqual([{ zone: 'UTC', timeout: '5s' }])
    const short = await openDatabase({ url, statementTimeoutMs: 50 })
    await expect(short.quick.run(sleep, [5])).rejects.toBeInstanceOf(StatementTooSlow)
    await short.close()
  })

  test('a unit of work is a transaction: all or nothing', async () => {
    const flow = await buildFlow(database, { name: 'whole' })
    const failing = database.write(async (db) => {
      await db.run(rename, [flow.id, 'half'])
      throw new TypeError('changed its mind')
    })
    await expect(failing).rejects.toThrow('changed its mind')
    expect(await nameOf(flow.id)).toBe('whole')
  })

  test('a unit that swallows a failed query is an error, since its transaction is void', async () => {
    const flow = await buildFlow(database, { name: 'taken' })
    const swallowing = database.write(async (db) => {
      await buildFlowNamed(db, 'taken').catch(() => {})
      return 'done'
    })
    await expect(swallowing).rejects.toThrow('rolled back')
    expect(await nameOf(flow.id)).toBe('taken')
  })

  test('a statement that failed to be prepared can be prepared later', async () => {
    const late: Statement = { name: 'test-late', text: () => 'SELECT count(*) AS count FROM late' }
    const single = await openDatabase({ url, poolSize: 2 })
    await expect(single.quick.run(late, [])).rejects.toThrow('does not exist')
    await single.quick.run({ name: 'test-create-late', text: () => 'CREATE TABLE late (id integer)' }, [])
    expect(await single.quick.run(late, [])).toEqual([{ count: 0 }])
    await single.quick.run({ name: 'test-drop-late', text: () => 'DROP TABLE late' }, [])
    await single.close()
  })

  test('work that lost a deadlock runs again', async () => {
    const [one, other] = [await buildFlow(database), await buildFlow(database)]
    const meet = meeting()
    let attempts = 0
    const crossing = (first: string, second: string, name: string) =>
      database.write(async (db) => {
        attempts += 1
        await db.run(rename, [first, `${name} 1`])
        await meet()
        await db.run(rename, [second, `${name} 2`])
      })
    await Promise.all([crossing(one.id, other.id, 'a'), crossing(other.id, one.id, 'b')])
    expect(attempts).toBe(3)
    const names = [await nameOf(one.id), await nameOf(other.id)].sort()
    expect([
      ['a 1', 'a 2'],
      ['b 1', 'b 2'],
    ]).toContainEqual(names)
  })

  test('work that loses every race gives up as unavailable', async () => {
    let attempts = 0
    const losing = database.write(async (db) => {
      attempts += 1
      const text = () => "DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '40001'; END $$"
      await db.run({ name: 'test-lose', text }, [])
    })
    await expect(losing).rejects.toBeInstanceOf(DatabaseUnavailable)
    expect(attempts).toBe(6)
  })

  test('a connection that broke under a unit is replaced', async () => {
    const broken = database.write(async (db) => {
      const [backend] = await db.run<{ pid: number }>(pid, [])
      await database.reader.run(kill, [backend?.pid])
      await db.run(pid, [])
    })
    await expect(broken).rejects.toBeInstanceOf(DatabaseUnavailable)
    const flow = await buildFlow(database, { name: 'after' })
    expect(await nameOf(flow.id)).toBe('after')
  })

  test('long reads have connections of their own, so that short ones never wait for them', async () => {
    const ends: string[] = []
    const reads = Array.from({ length: 20 }, () =>
      database.reader.run(sleep, [0.2]).then(() => ends.push('long')),
    )
    await database.quick.run(pid, [])
    ends.push('short')
    await Promise.all(reads)
    expect(ends[0]).toBe('short')
  })

  test.each([
    ['a NUL in a text', 'a\0b'],
    [
      'a name too long for its index',
      Array.from({ length: 10_000 }, () => Math.random().toString(36)).join(''),
    ],
  ])('%s cannot be stored', async (_, name) => {
    await expect(buildFlow(database, { name })).rejects.toBeInstanceOf(UnstorableValue)
  })

  test('a NUL in JSON cannot be stored', async () => {
    await expect(buildFlow(database, { labels: json({ a: '\0' }) })).rejects.toBeInstanceOf(UnstorableValue)
  })

  describe('notifications', () => {
    test('reach those that listen, also after their connection broke, and nobody else', async () => {
      const listener = await openDatabase({ url: `${url}?application_name=listener` })
      const heard = vi.fn<(payload: string) => void>()
      const stop = await listener.notifications?.listen('topic', heard)
      await database.notifications?.notify('topic', 'one')
      await database.notifications?.notify('other', 'two')
      await vi.waitFor(() => expect(heard.mock.calls).toEqual([['one']]))

      const text = () =>
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN "topic"'`
      await database.quick.run({ name: 'test-kill-listener', text }, [])
      await vi.waitFor(() => expect(heard.mock.calls).toEqual([['one'], ['']]), 10_000)
      await database.notifications?.notify('topic', 'three')
      await vi.waitFor(() => expect(heard.mock.calls.at(-1)).toEqual(['three']))

      stop?.()
      await database.notifications?.notify('topic', 'four')
      const last = vi.fn<(payload: string) => void>()
      await listener.notifications?.listen('last', last)
      await database.notifications?.notify('last', 'end')
      await vi.waitFor(() => expect(last).toHaveBeenCalled())
      expect(heard.mock.calls.at(-1)).toEqual(['three'])
      await listener.close()
    })
  })
})

const buildFlowNamed = (db: Db, name: string) => db.sql.insertInto('flow').values({ name }).execute()

describe.each(databases)('a violated constraint on $name', (kind) => {
  skipWhereMissing(kind)
  let database: Database

  beforeAll(async () => {
    if (kind.missing === undefined) database = await openDatabase({ url: await kind.freshUrl() })
  })

  afterAll(() => database?.close())

  const NOBODY = '00000000-0000-7000-8000-00000000ffff'

  test.each([
    ['unique', (db: Db) => buildFlowNamed(db, 'twice').then(() => buildFlowNamed(db, 'twice'))],
    [
      'foreign-key',
      (db: Db) => db.sql.insertInto('deployment').values({ name: 'd', flow_id: NOBODY }).execute(),
    ],
    [
      'not-null',
      (db: Db) =>
        db.sql
          .insertInto('flow')
          .values({ name: null as unknown as string })
          .execute(),
    ],
  ])('is told as %s', async (violated, work) => {
    const failing = database.write<unknown>(work)
    await expect(failing).rejects.toBeInstanceOf(IntegrityViolation)
    await expect(failing).rejects.toMatchObject({ kind: violated })
  })

  test('names the table of a unique constraint', async () => {
    const failing = database.write((db) =>
      buildFlowNamed(db, 'thrice').then(() => buildFlowNamed(db, 'thrice')),
    )
    await expect(failing).rejects.toMatchObject({ table: 'flow' })
  })
})
