import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Statement } from '../database.ts'
import { Checkpointer } from './checkpointer.ts'
import type { SqliteConnection } from './connection.ts'
import { openReading, openWriting } from './open-connection.ts'
import { Writer } from './writer.ts'

/** About a page for each row. */
const insertPages: Statement = {
  name: 'insert-pages',
  text: () =>
    'INSERT INTO item (filling) SELECT randomblob(4000) FROM json_each(?1) WHERE json_each.value IS NOT NULL',
}
/** For machines that are busy. */
const PATIENCE = { timeout: 10_000 }
const PAGES = JSON.stringify(Array(400).fill(1))

describe('the checkpointer', () => {
  let folder: string
  let writing: SqliteConnection
  let checkpointer: Checkpointer
  let writer: Writer

  const logSize = () =>
    writing.run('PRAGMA wal_checkpoint(NOOP)', []).rows[0] as { log: number; checkpointed: number }
  const writePages = () => writer.write((db) => db.run(insertPages, [PAGES]))

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reeve-checkpointer-'))
    const place = { file: join(folder, 'c.db'), durability: 'off' } as const
    writing = openWriting(place.file, place.durability)
    writing.exec('CREATE TABLE item (id INTEGER PRIMARY KEY, filling BLOB NOT NULL)')
    checkpointer = new Checkpointer(writing, place)
    writer = new Writer(writing, {}, { checkpointer })
  })

  afterEach(async () => {
    await writer.close()
    await checkpointer.close()
    writing.close()
    rmSync(folder, { recursive: true })
  })

  test('carries what was committed into the database without being asked', async () => {
    for (let commit = 0; commit < 8; commit++) await writePages()
    await vi.waitFor(() => expect(logSize().checkpointed).toBeGreaterThan(1_000), PATIENCE)
  })

  test('ends its thread when there is nothing to carry for a while, and starts another', async () => {
    const place = { file: join(folder, 'c.db'), durability: 'off' } as const
    const shy = new Checkpointer(writing, place, 50)
    const shyWriter = new Writer(writing, {}, { checkpointer: shy })
    const writeMuch = async () => {
      for (let commit = 0; commit < 16; commit++) await shyWriter.write((db) => db.run(insertPages, [PAGES]))
    }
    await writeMuch()
    await vi.waitFor(() => expect(shy.hasThread).toBe(false), PATIENCE)

    await writeMuch()
    expect(shy.hasThread).toBe(true)
    const goesOn = async () => {
      await shyWriter.write((db) => db.run(insertPages, [PAGES]))
      const { log, checkpointed } = logSize()
      expect(log - checkpointed).toBeLessThan(1_500)
    }
    await vi.waitFor(goesOn, PATIENCE)
    await shyWriter.close()
    await shy.close()
  })

  test('lets the log begin anew while writing goes on', async () => {
    const commits = 120
    let written = 0
    for (let before = 0; logSize().log >= before && written < commits; written++) {
      before = logSize().log
      await writePages()
    }
    expect(written).toBeLessThan(commits)
    expect(writing.run('SELECT count(*) AS rows FROM item', []).rows).toEqual([{ rows: written * 400 }])
    expect(writing.run('PRAGMA integrity_check', []).rows).toEqual([{ integrity_check: 'ok' }])
  })

  test('leaves to a reader what it is reading', async () => {
    const reading = openReading(join(folder, 'c.db'))
    await writePages()
    reading.exec('BEGIN')
    expect(reading.run('SELECT count(*) AS rows FROM item', []).rows).toEqual([{ rows: 400 }])
    for (let commit = 0; commit < 30; commit++) await writePages()
    expect(reading.run('SELECT count(*) AS rows FROM item', []).rows).toEqual([{ rows: 400 }])
    reading.close()
  })
})
