import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const MAIN = fileURLToPath(new URL('./main.mjs', import.meta.url))

let folder: string
let children: ChildProcess[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reeve-cli-'))
  children = []
})
afterEach(async () => {
  for (const child of children.filter(
    ({ exitCode, signalCode }) => exitCode === null && signalCode === null,
  )) {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  rmSync(folder, { recursive: true, force: true })
})

type Env = Readonly<Record<string, string>>

/** Starts the program in an empty folder, with nothing in its environment but what is given. */
function spawnReeve(args: readonly string[], env: Env = {}) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, XDG_DATA_HOME: join(folder, 'data'), ...env },
  })
  children.push(child)
  const printed = { out: '', err: '' }
  child.stdout.on('data', (data) => {
    printed.out += data
  })
  child.stderr.on('data', (data) => {
    printed.err += data
  })
  return { child, printed }
}

/** Runs the program to its end. */
async function reeve(args: readonly string[], env: Env = {}) {
  const { child, printed } = spawnReeve(args, env)
  const [code] = await once(child, 'close')
  return { code, ...printed }
}

/** Starts a server on a free port and waits until it listens. */
async function startReeve(args: readonly string[] = [], env: Env = {}) {
  const { child, printed } = spawnReeve(['--port', '0', ...args], env)
  await expect.poll(() => printed.out, { timeout: 20_000 }).toContain('PREFECT_API_URL')
  const apiUrl = /PREFECT_API_URL=(\S+)/.exec(printed.out)?.[1] ?? ''
  return { child, printed, apiUrl }
}

describe('start', () => {
  test('tells where it listens, where its data is and how to connect', async () => {
    const { printed, apiUrl } = await startReeve()
    expect(printed.out).toMatch(/^Reeve listens on http:\/\/127\.0\.0\.1:\d+ \(ready in \d+ ms\)\n/)
    expect(printed.out).toContain(`Data: ${join(folder, 'data/reeve/reeve.db')}\n`)
    expect(await (await fetch(`${apiUrl}/ready`)).json()).toEqual({ message: 'OK' })
  })

  test('keeps its data where a home is set, under the name that Prefect gives it', async () => {
    const { printed } = await startReeve([], { PREFECT_HOME: join(folder, 'home') })
    expect(printed.out).toContain(`Data: ${join(folder, 'home/prefect.db')}\n`)
  })

  test('options win over the environment', async () => {
    const file = join(folder, 'mine.db')
    const { printed } = await startReeve(['--database', file], {
      PREFECT_API_DATABASE_CONNECTION_URL: 'nonsense://',
    })
    expect(printed.out).toContain(`Data: ${file}\n`)
  })

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s ends it with 0, and what was written is there again',
    async (signal) => {
      const first = await startReeve()
      const headers = { 'content-type': 'application/json' }
      await fetch(`${first.apiUrl}/flows/`, { method: 'POST', headers, body: '{"name": "kept"}' })
      first.child.kill(signal)
      expect(await once(first.child, 'exit')).toEqual([0, null])
      expect(first.printed.err).toBe('')
      const second = await startReeve()
      expect((await fetch(`${second.apiUrl}/flows/name/kept`)).status).toBe(200)
    },
  )
})

describe('what keeps it from starting', () => {
  test('a malformed setting', async () => {
    const { code, err, out } = await reeve([], { PREFECT_SERVER_API_PORT: 'abc' })
    expect([code, err, out]).toEqual([
      78,
      'Cannot use PREFECT_SERVER_API_PORT = "abc": expected a whole number.\n',
      '',
    ])
    expect(existsSync(join(folder, 'data'))).toBe(false)
  })

  test('a file of settings that cannot be read', async () => {
    writeFileSync(join(folder, 'prefect.toml'), '[server\n')
    const { code, err } = await reeve([])
    expect([code, err]).toEqual([78, expect.stringContaining('prefect.toml')])
  })

  test('a database URL that is none, without showing it', async () => {
    const { code, err } = await reeve(['--database', 'mysql://me:hidden@host/db'])
    expect([code, err]).toEqual([78, expect.stringContaining('"mysql://" is not a kind that Reeve knows')])
    expect(err).not.toContain('hidden')
  })

  test('an address that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const { code, err } = await reeve(['--port', String(port)])
    other.close()
    expect([code, err]).toEqual([
      69,
      expect.stringContaining(`Cannot listen on 127.0.0.1:${port}: another program`),
    ])
  })

  test('a second server on the same file', async () => {
    const { apiUrl } = await startReeve()
    const { code, err } = await reeve(['--port', '0'])
    expect([code, err]).toEqual([75, expect.stringContaining(join(folder, 'data/reeve/reeve.db'))])
    expect((await fetch(`${apiUrl}/ready`)).status).toBe(200)
  })

  test('a folder that cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '')
    const { code, err } = await reeve(['--database', join(folder, 'file', 'reeve.db')])
    expect([code, err]).toEqual([73, expect.stringContaining('Cannot open the database')])
  })

  test('a database of an unknown revision, which stays as it is', async () => {
    const file = join(folder, 'future.db')
    const database = new DatabaseSync(file)
    database.exec(
      "CREATE TABLE alembic_version (version_num TEXT); INSERT INTO alembic_version VALUES ('ffffffffffff')",
    )
    database.close()
    const { code, err } = await reeve(['--database', file])
    expect([code, err]).toEqual([65, expect.stringContaining('ffffffffffff')])
    const after = new DatabaseSync(file)
    expect(after.prepare('SELECT count(*) AS tables FROM sqlite_master').get()).toEqual({ tables: 1 })
    after.close()
  })

  test('a PostgreSQL server that does not answer', async () => {
    const { code, err } = await reeve(['--database', 'postgresql://me:hidden@127.0.0.1:1/none'])
    expect([code, err]).toEqual([
      69,
      expect.stringContaining('Cannot open the database "none" on 127.0.0.1:1'),
    ])
    expect(err).not.toContain('hidden')
  })

  test('a certificate that is not there', async () => {
    const { code, err } = await reeve([
      '--database',
      'postgresql://me@127.0.0.1/db?sslrootcert=/nowhere/ca.pem',
    ])
    expect([code, err]).toEqual([78, expect.stringContaining('/nowhere/ca.pem')])
  })

  test.each([[['--prot', '1']], [['--port', 'x']], [['nonsense']], [['database', 'nonsense']]])(
    'the command line %j',
    async (args) => {
      const { code, err } = await reeve(args)
      expect([code, err]).toEqual([64, expect.stringContaining('error: ')])
    },
  )
})

describe('other commands', () => {
  test('--version and --help', async () => {
    expect(await reeve(['--version'])).toMatchObject({ code: 0, out: '0.1.0\n' })
    expect(await reeve(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('Exit codes:') })
  })

  test('a database is released to Prefect and tuned again', async () => {
    const { child } = await startReeve()
    child.kill('SIGTERM')
    await once(child, 'exit')
    const file = join(folder, 'data/reeve/reeve.db')
    expect(await reeve(['database', 'release'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Released .*reeve\.db: [1-9]\d* indexes put back/),
    })
    const tables = "SELECT count(*) AS own FROM sqlite_master WHERE name LIKE 'reeve_%'"
    const released = new DatabaseSync(file)
    expect(released.prepare(tables).get()).toEqual({ own: 0 })
    released.close()
    expect(await reeve(['database', 'tune'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Tuned .*reeve\.db: \d+ indexes made, [1-9]\d* taken away/),
    })
  })

  test('a database that a server has is left alone', async () => {
    await startReeve()
    expect((await reeve(['database', 'release'])).code).toBe(75)
  })
})
