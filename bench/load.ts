import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { connectSocket } from './socket-load.ts'

/*
 * A load in a process of its own, so that what it costs is not taken from the server that it measures. Reads one
 * LoadRequest as JSON from the standard input and prints one LoadResult.
 */

/** What to send. */
export interface LoadRequest {
  readonly url: string
  readonly clients: number
  /** Sent in turn, each client taking the next, begun anew when used up. */
  readonly calls: readonly LoadCall[]
  readonly seconds: number
  /** What each client waits after a call. Default 0. */
  readonly pauseMs?: number
}

/** One request; `$id` in its body stands for a new UUID, wherever it is found. */
export interface LoadCall {
  /** SOCKET sends the lines of the body as messages and awaits a pong. */
  readonly method: 'GET' | 'POST' | 'SOCKET'
  readonly path: string
  readonly body?: string
}

/** A client that has waited so long gives up, which counts as a failure. */
const PATIENCE_MS = 10_000

/** What came of it. Times in milliseconds. */
export interface LoadResult {
  readonly calls: number
  readonly failed: number
  /** Those that did not fail. */
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly firstFailure: string | null
}

interface Sent {
  readonly status: number
  readonly text: string
}

type Send = (call: LoadCall) => Promise<Sent>

const withNewIds = (text: string) => text.replace(/\$id/g, () => randomUUID())

function overHttp(agent: Agent, base: URL): Send {
  return (call) =>
    new Promise((resolve, reject) => {
      const body = call.body === undefined ? undefined : withNewIds(call.body)
      const headers =
        body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
      const options = {
        agent,
        host: base.hostname,
        port: base.port,
        method: call.method,
        path: call.path,
        headers,
      }
      const outgoing = request(options, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        )
        response.on('error', reject)
      })
      outgoing.on('error', reject)
      outgoing.setTimeout(PATIENCE_MS, () => {
        outgoing.destroy(new Error(`no answer within ${PATIENCE_MS} ms`))
      })
      outgoing.end(body)
    })
}

async function overSocket(base: URL, path: string): Promise<{ send: Send; close: () => void }> {
  const socket = await connectSocket(`ws://${base.host}${path}`)
  return {
    send: async ({ body = '' }) => {
      await socket.send(withNewIds(body).split('\n'))
      return { status: 200, text: '' }
    },
    close: socket.close,
  }
}

async function openClient(load: LoadRequest, agent: Agent): Promise<{ send: Send; close: () => void }> {
  const base = new URL(load.url)
  const [first] = load.calls
  if (first?.method === 'SOCKET') return overSocket(base, first.path)
  return { send: overHttp(agent, base), close: () => undefined }
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

/** Sends the calls until the time is over, and measures. */
async function runLoad(load: LoadRequest): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.clients })
  const clients = await Promise.all(Array.from({ length: load.clients }, () => openClient(load, agent)))
  const times: number[] = []
  let next = 0
  let failed = 0
  let firstFailure: string | null = null
  const start = performance.now()
  const end = start + load.seconds * 1000

  async function drive(send: Send): Promise<void> {
    while (performance.now() < end) {
      const call = load.calls[next++ % load.calls.length] as LoadCall
      const sent = performance.now()
      const answer = await send(call).catch((error: Error) => ({ status: 0, text: error.message }))
      times.push(performance.now() - sent)
      if (answer.status < 200 || answer.status > 299) {
        failed += 1
        firstFailure ??= `${call.method} ${call.path}: ${answer.status} ${answer.text.slice(0, 200)}`
      }
      if (load.pauseMs) await pause(load.pauseMs)
    }
  }

  await Promise.all(clients.map(({ send }) => drive(send)))
  const seconds = (performance.now() - start) / 1000
  for (const { close } of clients) close()
  agent.destroy()
  times.sort((a, b) => a - b)
  return {
    calls: times.length,
    failed,
    perSecond: (times.length - failed) / seconds,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    firstFailure,
  }
}

let text = ''
for await (const chunk of process.stdin) text += chunk
process.stdout.write(JSON.stringify(await runLoad(JSON.parse(text) as LoadRequest)))
