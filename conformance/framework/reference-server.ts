import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, openSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { request } from 'undici'
import { createDatabase } from './postgresql.ts'
import { referencePython } from './reference-python.ts'

/** A server that answers. */
export interface RunningServer {
  /** `http://host:port` */
  readonly url: string
  /** What answers: the release and its database. */
  readonly description: string
  stop(): Promise<void>
}

export type DatabaseKind = 'sqlite' | 'postgresql'

/** The first start makes a database, which takes long on a busy machine. */
const START_TIMEOUT_MS = 180_000
const STOP_TIMEOUT_MS = 20_000

/**
 * Starts the pinned reference on a new database.
 */
export async function startReference(
  kind: DatabaseKind,
  environment: Readonly<Record<string, string>>,
): Promise<RunningServer> {
  const home = mkdtempSync(join(tmpdir(), 'reeve-reference-'))
  const database = kind === 'postgresql' ? await createDatabase() : undefined
  const port = await freePort()
  const log = openSync(join(home, 'server.log'), 'w')
  const child = spawn(referencePython(), ['-m', 'prefect', 'server', 'start', '--port', String(port)], {
    env: {
      ...process.env,
      ...environment,
      PREFECT_HOME: home,
      ...(database && {
        PREFECT_API_DATABASE_CONNECTION_URL: database.url.replace(/^\w+:/, 'postgresql+asyncpg:'),
      }),
    },
    stdio: ['ignore', log, log],
  })
  const url = `http://127.0.0.1:${port}`
  const stop = async () => {
    await end(child)
    await database?.drop()
    rmSync(home, { recursive: true, force: true })
  }
  await untilReady(url, child).catch(async (cause) => {
    await end(child)
    throw new Error(`The reference did not start, see ${join(home, 'server.log')}`, { cause })
  })
  const version = await (await request(`${url}/api/admin/version`)).body.json()
  return { url, description: `prefect ${version} on ${kind}`, stop }
}

/** Of REEVE_REFERENCE_PORTS, a range such as 4370-4379, if it is set. */
async function freePort(): Promise<number> {
  const [first = 0, last = first] = (process.env.REEVE_REFERENCE_PORTS ?? '0').split('-').map(Number)
  for (let port = first; port <= last; port++) {
    const found = await tryPort(port)
    if (found !== undefined) return found
  }
  throw new Error(`No port is free of ${process.env.REEVE_REFERENCE_PORTS}`)
}

const tryPort = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(undefined))
    probe.listen(port, '127.0.0.1', () => {
      const { port: found } = probe.address() as { port: number }
      probe.close(() => resolve(found))
    })
  })

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`it exited with ${child.exitCode}`)
    const answer = await request(`${url}/api/ready`).catch(() => undefined)
    await answer?.body.dump()
    if (answer?.statusCode === 200) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`it was not ready after ${START_TIMEOUT_MS / 1000} s`)
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const kill = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
    child.once('exit', () => {
      clearTimeout(kill)
      resolve()
    })
    child.kill('SIGTERM')
  })
}
