import { type ChildProcess, spawn } from 'node:child_process'
import { openSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '@reeve/testkit/free-port'

const STOP_TIMEOUT_MS = 20_000
const BYTES_PER_KIB = 1024

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string
  /** From the start of the process to its first answer that it is ready. */
  readonly readyMs: number
  /** Bytes in memory now and at most since its start, its children included; NaN where the system does not tell. */
  memory(): { now: number; peak: number }
  /** Processor time since its start, its children included; NaN where the system does not tell. */
  cpuSeconds(): number
  stop(): Promise<void>
}

/** How to start one. */
export interface ServerCommand {
  readonly command: string
  readonly args: (port: number) => readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly logFile: string
  readonly readyPath: string
  readonly timeoutMs: number
}

const children = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** Starts a server on a free port and waits until it is ready. Throws if it ends or takes too long. */
export async function startProcess(how: ServerCommand): Promise<ServerProcess> {
  const port = await freePort()
  const log = openSync(how.logFile, 'a')
  const begin = performance.now()
  const child = spawn(how.command, how.args(port), {
    env: { ...process.env, ...how.env },
    stdio: ['ignore', log, log],
  })
  children.add(child)
  child.once('exit', () => children.delete(child))
  const url = `http://127.0.0.1:${port}`
  await untilReady(child, url + how.readyPath, how)
  return {
    url,
    readyMs: performance.now() - begin,
    memory: () => memoryOf(child.pid as number),
    cpuSeconds: () => cpuOf(child.pid as number),
    stop: () => stop(child),
  }
}

async function untilReady(
  child: ChildProcess,
  url: string,
  { timeoutMs, logFile }: ServerCommand,
): Promise<void> {
  const end = performance.now() + timeoutMs
  while (performance.now() < end && child.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer?.status === 200) return
    await pause(10)
  }
  await stop(child)
  throw new Error(`The server at ${url} did not become ready in ${timeoutMs} ms; see ${logFile}`)
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  await new Promise<void>((resolve) => {
    const kill = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
    child.once('exit', () => {
      clearTimeout(kill)
      resolve()
    })
    child.kill('SIGTERM')
  })
}

function memoryOf(pid: number): { now: number; peak: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const bytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) * BYTES_PER_KIB
    return childrenOf(pid)
      .map(memoryOf)
      .reduce((sum, part) => ({ now: sum.now + part.now, peak: sum.peak + part.peak }), {
        now: bytes('VmRSS'),
        peak: bytes('VmHWM'),
      })
  } catch {
    return { now: Number.NaN, peak: Number.NaN }
  }
}

/** The system counts processor time in hundredths of a second. */
const TICKS_PER_SECOND = 100

function cpuOf(pid: number): number {
  try {
    // After the name of the program, which may hold spaces, the 12th and 13th fields: in the program, in the system.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return childrenOf(pid).reduce(
      (sum, child) => sum + cpuOf(child),
      (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
    )
  } catch {
    return Number.NaN
  }
}

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
