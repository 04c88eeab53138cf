import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Db, Statement } from '../database.ts'
import { DatabaseUnavailable, IntegrityViolation, Overloaded } from '../errors.ts'
import type { SqliteConnection } from './connection.ts'
import { openReading, openWriting } from './open-connection.ts'
import { Writer } from './writer.ts'

const insert: Statement = { name: 'insert', text: () => 'INSERT INTO item (name) VALUES (?1)' }
const count: Statement = { name: 'count', text: () => 'SELECT count(*) AS count FROM item' }

const add = (name: string) => (db: Db) => db.run(insert, [name])

describe('the writer', () => {
  let folder: string
  let writing: SqliteConnection
  let reading: SqliteConnection
  let writer: Writer

  const names = () =>
    reading.run('SELECT name FROM item ORDER BY id', []).rows.map((row) => (row as { name: string }).name)

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reeve-writer-'))
    writing = openWriting(join(folder, 'w.db'), 'full')
    writing.exec(`
      CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
      CREATE TABLE part (item_id INTEGER REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED)`)
    reading = openReading(join(folder, 'w.db'))
    writer = new Writer(writing)
  })

  afterEach(async () => {
    await writer.close()
    reading.close()
    writing.close()
    rmSync(folder, { recursive: true })
  })

  test('commits to disk before it answers', async () => {
    expect(writing.run('PRAGMA synchronous', []).rows).toEqual([{ synchronous: 2 }])
    expect(writing.run('PRAGMA journal_mode', []).rows).toEqual([{ journal_mode: 'wal' }])
    await writer.write(add('a'))
    expect(names()).toEqual(['a'])
  })

  test('runs units in the order of their arrival, each after the other has ended', async () => {
    const steps: string[] = []
    const unit = (name: string) => async (db: Db) => {
      steps.push(`${name} begins`)
      await db.run(insert, [name])
      await db.run(count, [])
      steps.push(`${name} ends`)
    }
    await Promise.all(['a', 'b', 'c'].map((name) => writer.write(unit(name))))
    expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
    expect(names()).toEqual(['a', 'b', 'c'])
  })

  test('shows nobody a unit before the commit that it shares with others', async () => {
    const seen: string[][] = []
    const units = ['a', 'b'].map((name) =>
      writer.write(async (db) => {
        await db.run(insert, [name])
        seen.push(names())
      }),
    )
    await Promise.all(units)
    expect(seen).toEqual([[], []])
    expect(names()).toEqual(['a', 'b'])
  })

  test('work that nobody waits for joins the next commit, after those who wait', async () => {
    await writer.write(add('a'))
    const unhurried = writer.writeWithOthers(add('c'))
    await writer.write(add('b'))
    expect(names()).toEqual(['a', 'b', 'c'])
    await unhurried
  })

  test('work that nobody waits for is done where nobody else writes', async () => {
    await writer.writeWithOthers(add('a'))
    await writer.write(add('b'))
    await Promise.all([writer.writeWithOthers(add('c')), writer.writeWithOthers(add('d'))])
    expect(names()).toEqual(['a', 'b', 'c', 'd'])
  })

  test('work that nobody waits for and that fails takes nothing from those whose commit it joined', async () => {
    await writer.write(add('a'))
    const unhurried = expect(writer.writeWithOthers(add('a'))).rejects.toThrow(IntegrityViolation)
    await writer.write(add('b'))
    await unhurried
    expect(names()).toEqual(['a', 'b'])
  })

  test('a writer that closes does what nobody waits for, and takes no more of it', async () => {
    await writer.write(add('a'))
    const unhurried = writer.writeWithOthers(add('b'))
    await writer.close()
    await unhurried
    expect(names()).toEqual(['a', 'b'])
    await expect(writer.writeWithOthers(add('c'))).rejects.toThrow(DatabaseUnavailable)
  })

  test('a failing unit undoes all of its own and nothing of the others', async () => {
    const results = await Promise.allSettled([
      writer.write(add('a')),
      writer.write(async (db) => {
        await db.run(insert, ['lost'])
        await db.run(insert, ['a'])
      }),
      writer.write(async (db) => {
        await db.run(insert, ['lost too'])
        throw new TypeError('changed its mind')
      }),
      writer.write(add('b')),
    ])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
    expect((results[1] as PromiseRejectedResult).reason).toBeInstanceOf(IntegrityViolation)
    expect((results[2] as PromiseRejectedResult).reason).toBeInstanceOf(TypeError)
    expect(names()).toEqual(['a', 'b'])
  })

  test('so does the first one of a commit, which has no savepoint', async () => {
    const results = await Promise.allSettled([
      writer.write(async (db) => {
        await db.run(insert, ['lost'])
        throw new TypeError('changed its mind')
      }),
      writer.write(add('a')),
      writer.write(add('b')),
    ])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
    expect(names()).toEqual(['a', 'b'])
  })

  test('a commit that fails fails all of its units, and the next ones go on', async () => {
    const results = await Promise.allSettled([
      writer.write(add('a')),
      writer.write((db) => db.run({ name: 'dangling', text: () => 'INSERT INTO part VALUES (99)' }, [])),
    ])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await writer.write(add('b'))
    expect(names()).toEqual(['b'])
  })

  test('a transaction that ends inside of a unit fails the units before it too', async () => {
    const results = await Promise.allSettled([
      writer.write(add('a')),
      writer.write(async (db) => {
        await db.run({ name: 'lose', text: () => "INSERT OR ROLLBACK INTO item VALUES (1, 'x')" }, [])
      }),
    ])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await writer.write(add('b'))
    expect(names()).toEqual(['b'])
  })

  test('1,000 concurrent units share a few commits', async () => {
    const reports = await Promise.all(
      Array.from({ length: 1000 }, (_, index) =>
        writer.write(async (db) => {
          await db.run(insert, [`item ${index}`])
          return names().length
        }),
      ),
    )
    expect(names()).toEqual(Array.from({ length: 1000 }, (_, index) => `item ${index}`))
    const commits = new Set(reports).size
    expect(commits).toBeLessThan(100)
  })

  test('refuses more units than may wait, without harm to those that do', async () => {
    const small = new Writer(writing, { maxWaiting: 2 })
    const results = await Promise.allSettled(['a', 'b', 'c'].map((name) => small.write(add(name))))
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
    expect((results[2] as PromiseRejectedResult).reason).toMatchObject({
      constructor: Overloaded,
      waiting: 2,
    })
    await small.write(add('d'))
    expect(names()).toEqual(['a', 'b', 'd'])
  })

  test('a batch is bounded, so that the loop gets to serve sockets in between', async () => {
    const bounded = new Writer(writing, { maxBatch: 2 })
    const seen = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name) =>
        bounded.write(async (db) => {
          await db.run(insert, [name])
          return names().length
        }),
      ),
    )
    expect(seen).toEqual([0, 0, 2, 2])
  })

  test('a query after the end of its unit is an error, not a part of another unit', async () => {
    let kept: Db | undefined
    await writer.write(async (db) => {
      kept = db
    })
    await expect(kept?.run(insert, ['late'])).rejects.toThrow('after its unit had ended')
    expect(names()).toEqual([])
  })

  test('closing lets the units that wait finish and takes no more', async () => {
    const waiting = writer.write(add('a'))
    const closed = writer.close()
    await expect(writer.write(add('b'))).rejects.toBeInstanceOf(DatabaseUnavailable)
    await Promise.all([waiting, closed])
    expect(names()).toEqual(['a'])
  })
})
