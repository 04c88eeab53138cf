import { Agent, request } from 'node:http'

/*
 * A load in a process of its own, so that what it costs is not taken from the server that it measures. Reads one
 * LoadRequest as JSON from the standard input and prints one LoadResult.
 */

/** What to send. */
export interface LoadRequest {
  readonly url: string
  readonly clients: number
  /** Sent in turn, each client taking the next; begun anew when used up if `repeat` is set. */
  readonly calls: readonly LoadCall[]
  readonly repeat?: boolean
  /** Ends after this many calls, or when the time is over. */
  readonly count: number
  readonly maxSeconds: number
}

/** One request. */
export interface LoadCall {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: string
}

/** What came of it. Times in milliseconds. */
export interface LoadResult {
  readonly calls: number
  readonly failed: number
  readonly seconds: number
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly firstFailure: string | null
}

function send(agent: Agent, base: URL, call: LoadCall): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = call.body
      ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(call.body) }
      : {}
    const outgoing = request(
      { agent, host: base.hostname, port: base.port, method: call.method, path: call.path, headers },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        )
        response.on('error', reject)
      },
    )
    outgoing.on('error', reject)
    outgoing.end(call.body)
  })
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

/** Sends the calls and measures. */
export async function runLoad(load: LoadRequest): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.clients })
  const base = new URL(load.url)
  const times: number[] = []
  let next = 0
  let failed = 0
  let firstFailure: string | null = null
  const start = performance.now()
  const end = start + load.maxSeconds * 1000

  async function client(): Promise<void> {
    while (next < load.count && performance.now() < end) {
      const index = next++
      const call = load.calls[load.repeat ? index % load.calls.length : index]
      if (!call) return
      const sent = performance.now()
      const answer = await send(agent, base, call).catch((error: Error) => ({ status: 0, text: error.message }))
      times.push(performance.now() - sent)
      if (answer.status < 200 || answer.status > 299) {
        failed += 1
        firstFailure ??= `${call.method} ${call.path}: ${answer.status} ${answer.text.slice(0, 200)}`
      }
    }
  }

  await Promise.all(Array.from({ length: load.clients }, client))
  const seconds = (performance.now() - start) / 1000
  agent.destroy()
  times.sort((a, b) => a - b)
  return {
    calls: times.length,
    failed,
    seconds,
    perSecond: times.length / seconds,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    firstFailure,
  }
}

if (import.meta.main) {
  let text = ''
  for await (const chunk of process.stdin) text += chunk
  process.stdout.write(JSON.stringify(await runLoad(JSON.parse(text) as LoadRequest)))
}
