import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from './free-port.ts'
import { findPostgresql, type PostgresqlPrograms } from './postgresql-programs.ts'

/** A private PostgreSQL server. */
export interface PostgresqlServer {
  /** The URL of one of its databases. */
  url(database: string): string
  /** Stops it and removes its data. */
  stop(): Promise<void>
}

const USER = 'reeve'

/** It serves tests and goes with them, so nothing has to reach the disk: the settings unless told otherwise. */
const FORGETFUL = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200']

/** Starts a PostgreSQL of its own on a free port, or tells why this machine has none. */
export async function startPostgresql(
  settings: readonly string[] = FORGETFUL,
): Promise<PostgresqlServer | { readonly missing: string }> {
  const programs = await findPostgresql()
  return 'missing' in programs ? programs : start(programs, settings)
}

/** Starts these programs on a new cluster. */
export async function start(
  { folder, runAs }: PostgresqlPrograms,
  chosen: readonly string[] = FORGETFUL,
): Promise<PostgresqlServer> {
  const home = mkdtempSync(join(tmpdir(), 'reeve-postgresql-'))
  const data = join(home, 'data')
  mkdirSync(data)
  if (runAs) {
    chmodSync(home, 0o711)
    chownSync(data, runAs.uid, runAs.gid)
  }
  const remove = () => rmSync(home, { recursive: true, force: true })
  try {
    const initialise = ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
    await promisify(execFile)(join(folder, 'initdb'), initialise, { ...runAs, cwd: '/' })
    const port = await freePort()
    const settings = [...chosen, `port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=']
    const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])]
    const server = await running(spawnWithParent(join(folder, 'postgres'), args, runAs))
    return {
      url: (database) => `postgresql://${USER}@127.0.0.1:${port}/${database}`,
      stop: () => stop(server).then(remove),
    }
  } catch (error) {
    remove()
    throw error
  }
}

/**
 * A shell in between ends the server when its own input ends, which happens also when this process is killed.
 * The shell itself ends with the server.
 */
const STOP_WITH_PARENT = [
  'exec 3<&0',
  '"$0" "$@" </dev/null 3<&- & server=$!',
  '(cat <&3 >/dev/null; kill -INT $server 2>/dev/null) &',
  'exec 3<&-',
  'wait $server',
].join('\n')

function spawnWithParent(program: string, args: string[], runAs: PostgresqlPrograms['runAs']): ChildProcess {
  const options = { ...runAs, cwd: '/', stdio: ['pipe', 'ignore', 'pipe'] as ['pipe', 'ignore', 'pipe'] }
  return process.platform === 'win32'
    ? spawn(program, args, options)
    : spawn('sh', ['-c', STOP_WITH_PARENT, program, ...args], options)
}

/** Resolves when the server says that it takes connections; rejects with its last words if it ends before. */
function running(server: ChildProcess): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    let said = ''
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-5000)
      if (said.includes('ready to accept connections')) resolve(server)
    })
    server.once('error', reject)
    server.once('exit', () => reject(new Error(`Cannot start PostgreSQL for the tests: ${said}`)))
  })
}

function stop(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    server.once('exit', () => resolve())
    if (process.platform === 'win32') server.kill()
    server.stdin?.end()
  })
}
