import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { buildFlow, databases, skipWhereMissing } from '@reeve/testkit'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from './open.ts'
import { OWN_VERSION } from './schema/create.ts'

/** Runs a statement that the types know nothing of. */
async function alter(url: string, statement: string): Promise<void> {
  const database = await openDatabase({ url })
  await database.write((db) => sql.raw(statement).execute(db.sql))
  await database.close()
}

describe.each(databases)('opening $name', (kind) => {
  skipWhereMissing(kind)

  test('makes a new database, which is there when it is opened again', async () => {
    const url = await kind.emptyUrl()
    const first = await openDatabase({ url })
    const flow = await buildFlow(first)
    await first.close()

    const second = await openDatabase({ url })
    const flows = await second.quick.sql.selectFrom('flow').select('id').execute()
    await second.ping()
    await second.close()
    expect(flows).toEqual([{ id: flow.id }])
  })

  test('refuses a revision that it does not know, and says what to run', async () => {
    const url = await kind.freshUrl()
    await alter(url, "UPDATE alembic_version SET version_num = 'feedbeefcafe'")
    const refusal = openDatabase({ url })
    await expect(refusal).rejects.toMatchObject({ name: 'DatabaseRefused', reason: 'unknown-revision' })
    await expect(refusal).rejects.toThrow(/"feedbeefcafe".*prefect server database upgrade.*upgrade Reeve/)
  })

  test('refuses a database that is not stamped at all', async () => {
    const url = await kind.freshUrl()
    await alter(url, 'DELETE FROM alembic_version')
    await expect(openDatabase({ url })).rejects.toMatchObject({ reason: 'unknown-revision' })
  })

  test('refuses a database of something else', async () => {
    const url = await kind.freshUrl()
    await alter(url, 'DROP TABLE alembic_version')
    await expect(openDatabase({ url })).rejects.toMatchObject({ reason: 'not-prefect' })
  })

  test('refuses tables of a newer Reeve', async () => {
    const url = await kind.freshUrl()
    await alter(url, "UPDATE reeve_meta SET value = '999' WHERE key = 'version'")
    await expect(openDatabase({ url })).rejects.toMatchObject({ reason: 'newer-tables' })
  })

  test('gives the database of an earlier Reeve the tables that it lacks, once', async () => {
    const url = await kind.freshUrl()
    await alter(url, 'DROP TABLE reeve_bulk_operation')
    await alter(url, "UPDATE reeve_meta SET value = '1' WHERE key = 'version'")
    for (const _ of ['the first time', 'again']) {
      const database = await openDatabase({ url })
      expect(await database.quick.sql.selectFrom('reeve_bulk_operation').selectAll().execute()).toEqual([])
      const meta = await database.quick.sql.selectFrom('reeve_meta').select('value').execute()
      expect(meta).toEqual([{ value: OWN_VERSION }])
      await database.close()
    }
  })
})

describe.each(databases.filter(({ name }) => name === 'postgresql'))('opening $name', (kind) => {
  skipWhereMissing(kind)

  test('several servers that start together make the tables once', async () => {
    const url = await kind.emptyUrl()
    const opened = await Promise.all([1, 2, 3, 4].map(() => openDatabase({ url })))
    const stamps = await Promise.all(
      opened.map((database) => database.quick.sql.selectFrom('alembic_version').selectAll().execute()),
    )
    await Promise.all(opened.map((database) => database.close()))
    expect(stamps.map((rows) => rows.length)).toEqual([1, 1, 1, 1])
  })

  test('refuses a server that does not answer, without giving the password away', async () => {
    const refusal = openDatabase({ url: 'postgresql+asyncpg://ann:secret@127.0.0.1:1/runs' })
    await expect(refusal).rejects.toMatchObject({ reason: 'unreachable' })
    await expect(refusal).rejects.toThrow('"runs" on 127.0.0.1:1')
    await expect(refusal).rejects.not.toThrow('secret')
  })

  test('refuses a database that does not exist and says how to make it', async () => {
    const url = `${await kind.freshUrl()}_not`
    await expect(openDatabase({ url })).rejects.toThrow(/does not exist.*createdb/)
  })

  test('a server that does not encrypt is refused where encryption is demanded, and only there', async () => {
    const url = await kind.freshUrl()
    await expect(openDatabase({ url: `${url}?ssl=require` })).rejects.toMatchObject({ reason: 'unreachable' })
    await (await openDatabase({ url: `${url}?ssl=prefer` })).close()
  })

  test('refuses to make tables without the right to, and leaves none behind', async () => {
    const url = await kind.emptyUrl()
    await expect(
      openDatabase({ url: `${url}?options=-cdefault_transaction_read_only%3Don` }),
    ).rejects.toMatchObject({
      reason: 'not-writable',
    })
    await (await openDatabase({ url })).close()
  })
})

describe('opening a SQLite file', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reeve-open-'))
  })

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  /** Names and contents of all files, so that a refusal can be shown to have touched nothing. */
  const contents = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => [
        name,
        createHash('sha1')
          .update(readFileSync(join(parentPath, name)))
          .digest('hex'),
      ])

  async function refusalOf(url: string): Promise<unknown> {
    const before = contents()
    const refusal = await openDatabase({ url }).catch((error: unknown) => error)
    expect(contents()).toEqual(before)
    return refusal
  }

  test('makes the folder that it lies in', async () => {
    const file = join(folder, 'a', 'b', 'reeve.db')
    await (await openDatabase({ url: `sqlite+aiosqlite:///${file}` })).close()
    expect(existsSync(file)).toBe(true)
  })

  test('a new one takes less than 150 ms of work', async () => {
    const milliseconds: number[] = []
    for (const name of ['first.db', 'second.db', 'third.db']) {
      const before = process.cpuUsage()
      const database = await openDatabase({ url: join(folder, name) })
      const { user, system } = process.cpuUsage(before)
      await database.close()
      milliseconds.push((user + system) / 1000)
    }
    expect(Math.min(...milliseconds)).toBeLessThan(150)
  })

  test('an empty file counts as new', async () => {
    const file = join(folder, 'reeve.db')
    writeFileSync(file, '')
    const database = await openDatabase({ url: file })
    await database.ping()
    await database.close()
  })

  test('refuses a directory', async () => {
    mkdirSync(join(folder, 'sub'))
    expect(await refusalOf(join(folder, 'sub'))).toMatchObject({ reason: 'not-a-file' })
  })

  test('refuses a file of another format', async () => {
    writeFileSync(join(folder, 'notes.txt'), 'Not a database at all, but long enough to look into.')
    expect(await refusalOf(join(folder, 'notes.txt'))).toMatchObject({ reason: 'not-a-database' })
  })

  test('refuses a damaged database', async () => {
    const file = join(folder, 'reeve.db')
    await (await openDatabase({ url: file })).close()
    truncateSync(file, 8192)
    expect(await refusalOf(file)).toMatchObject({ reason: 'not-a-database' })
  })

  test('refuses a database of another program', async () => {
    const file = join(folder, 'other.db')
    const other = new DatabaseSync(file)
    other.exec('CREATE TABLE bookmarks (url TEXT)')
    other.close()
    expect(await refusalOf(file)).toMatchObject({ reason: 'not-prefect' })
  })

  test('refuses a revision that stands only in the log of a server that was killed', async () => {
    const file = join(folder, 'reeve.db')
    await (await openDatabase({ url: file })).close()
    const killed = new DatabaseSync(file)
    killed.exec("PRAGMA wal_autocheckpoint = 0; UPDATE alembic_version SET version_num = 'feedbeefcafe'")
    const refusal = await openDatabase({ url: file }).catch((error: unknown) => error)
    killed.close()
    expect(refusal).toMatchObject({ reason: 'unknown-revision' })
  })

  test('refuses a path that leads through a file', async () => {
    writeFileSync(join(folder, 'file'), '')
    expect(await refusalOf(join(folder, 'file', 'reeve.db'))).toMatchObject({ reason: 'not-writable' })
  })

  test('refuses a place where nobody can write', async () => {
    expect(await refusalOf('/proc/reeve/reeve.db')).toMatchObject({ reason: 'not-writable' })
  })

  test('a second server on the same file is refused until the first has closed it', async () => {
    const file = join(folder, 'reeve.db')
    const first = await openDatabase({ url: file })
    symlinkSync(file, join(folder, 'alias.db'))
    for (const url of [file, join(folder, 'alias.db')]) {
      expect(await openDatabase({ url }).catch((error: unknown) => error)).toMatchObject({ reason: 'in-use' })
    }
    await first.close()
    await (await openDatabase({ url: file })).close()
  })

  /** Runs a program in a process of its own; `output` is what it prints first. */
  function startProgram(program: string) {
    const other = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: dirname(new URL(import.meta.url).pathname),
    })
    const ended = new Promise((resolve) => other.once('exit', resolve))
    const output = new Promise<string>((resolve) => other.stdout.once('data', (bytes) => resolve(`${bytes}`)))
    return { other, output, ended }
  }

  test('a server in another process keeps the file until it is killed', async () => {
    const file = join(folder, 'reeve.db')
    const open = JSON.stringify(new URL('./open.ts', import.meta.url).href)
    const program = `import { openDatabase } from ${open}
      await openDatabase({ url: ${JSON.stringify(file)} })
      console.log('open')
      setInterval(() => {}, 1000)`
    const { other, output, ended } = startProgram(program)
    await output
    expect(await openDatabase({ url: file }).catch((error: unknown) => error)).toMatchObject({
      reason: 'in-use',
    })

    other.kill('SIGKILL')
    await ended
    await (await openDatabase({ url: file })).close()
  })

  test('a tool that only reads may look at a database that a server has', async () => {
    const file = join(folder, 'reeve.db')
    const database = await openDatabase({ url: file })
    await buildFlow(database)
    const tool = new DatabaseSync(file, { readOnly: true })
    expect(tool.prepare('SELECT count(*) AS count FROM flow').get()).toEqual({ count: 1 })
    tool.close()
    await database.close()
  })

  test('a tool in another process cannot take the log away from one that was opened again', async () => {
    const file = join(folder, 'reeve.db')
    await (await openDatabase({ url: file })).close()
    const database = await openDatabase({ url: file })
    const { output, ended } = startProgram(`import { DatabaseSync } from 'node:sqlite'
      const tool = new DatabaseSync(${JSON.stringify(file)})
      tool.exec('PRAGMA locking_mode = EXCLUSIVE')
      try {
        tool.exec('SELECT * FROM flow')
        console.log('It has the database for itself')
      } catch ({ message }) {
        console.log(message)
      }`)
    expect(await output).toBe('database is locked\n')
    await ended
    await database.close()
  })

  test('a database in memory is gone when it is closed', async () => {
    const left = () => readdirSync(tmpdir()).filter((name) => /^reeve-\w{6}$/.test(name))
    const before = left()
    const database = await openDatabase({ url: 'sqlite+aiosqlite:///:memory:' })
    await buildFlow(database)
    expect(await database.reader.sql.selectFrom('flow').selectAll().execute()).toHaveLength(1)
    await database.close()
    expect(left().filter((name) => !before.includes(name))).toEqual([])
  })
})
