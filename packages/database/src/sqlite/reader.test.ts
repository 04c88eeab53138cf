import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { DatabaseUnavailable } from '../errors.ts'
import type { SqliteConnection } from './connection.ts'
import { openWriting } from './open-connection.ts'
import { Reader } from './reader.ts'

const COUNT = 'SELECT count(*) AS count FROM item'
/** Counts to ten million: about a second. */
const LONG =
  'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000000) SELECT max(i) AS i FROM n'

describe('the reader', () => {
  let folder: string
  let writing: SqliteConnection
  let reader: Reader

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reeve-reader-'))
    writing = openWriting(join(folder, 'r.db'), 'off')
    writing.exec('CREATE TABLE item (id INTEGER PRIMARY KEY, tags JSON)')
    reader = new Reader(join(folder, 'r.db'), 2)
  })

  afterEach(async () => {
    await reader.close()
    writing.close()
    rmSync(folder, { recursive: true })
  })

  test('sees all that was committed before it was asked', async () => {
    for (let expected = 1; expected <= 50; expected++) {
      writing.run('INSERT INTO item DEFAULT VALUES', [])
      expect((await reader.run(COUNT, [])).rows).toEqual([{ count: expected }])
    }
  })

  test('answers each question with its own rows, decoded', async () => {
    for (const id of [1, 2, 3]) writing.run('INSERT INTO item VALUES (?1, ?2)', [id, `["tag ${id}"]`])
    const answers = await Promise.all(
      [3, 1, 2].map((id) => reader.run('SELECT tags FROM item WHERE id = ?1', [id], { tags: 'json' })),
    )
    expect(answers.map(({ rows }) => rows)).toEqual([3, 1, 2].map((id) => [{ tags: [`tag ${id}`] }]))
  })

  test('a long read holds up neither this thread nor other reads', async () => {
    const ends: string[] = []
    const long = reader.run(LONG, []).then(() => ends.push('long'))
    await reader.run(COUNT, []).then(() => ends.push('short'))
    await long
    expect(ends).toEqual(['short', 'long'])
  })

  test('threads end that have nothing to do for a while, and start anew for the next question', async () => {
    const shy = new Reader(join(folder, 'r.db'), 2, 20)
    await shy.run(COUNT, [])
    expect(shy.threads).toBe(1)
    await vi.waitFor(() => expect(shy.threads).toBe(0))

    expect((await shy.run(COUNT, [])).rows).toEqual([{ count: 0 }])
    await shy.close()
  })

  test('a thread with a long question stays until it has answered', async () => {
    const shy = new Reader(join(folder, 'r.db'), 1, 20)

    expect((await shy.run(LONG, [])).rows).toEqual([{ i: 10_000_000 }])
    await shy.close()
  })

  test('a statement that fails, or that would write, fails alone', async () => {
    await expect(reader.run('SELECT * FROM missing', [])).rejects.toThrow('no such table: missing')
    await expect(reader.run('INSERT INTO item DEFAULT VALUES', [])).rejects.toThrow('readonly')
    expect((await reader.run(COUNT, [])).rows).toEqual([{ count: 0 }])
  })

  test('a thread that cannot run fails its questions, and the next question gets a new one', async () => {
    const absent = new Reader(join(folder, 'absent.db'), 1)
    await expect(absent.run(COUNT, [])).rejects.toBeInstanceOf(DatabaseUnavailable)
    const there = openWriting(join(folder, 'absent.db'), 'off')
    there.exec('CREATE TABLE item (id INTEGER)')
    expect((await absent.run(COUNT, [])).rows).toEqual([{ count: 0 }])
    await absent.close()
    there.close()
  })

  test('closing answers what was asked and takes no more', async () => {
    const asked = reader.run(COUNT, [])
    const closed = reader.close()
    await expect(reader.run(COUNT, [])).rejects.toBeInstanceOf(DatabaseUnavailable)
    expect((await asked).rows).toEqual([{ count: 0 }])
    await closed
  })
})
