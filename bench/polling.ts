import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { buildDeployments, poolName, QUEUES_PER_POOL } from './deployment-world.ts'
import { openPostgresql } from './postgresql.ts'
import type { ServerProcess } from './process.ts'
import { send } from './send-json.ts'
import { type Subject, subjects } from './subjects.ts'

/*
 * What workers cost that have nothing to do: each reports and asks for runs as the reference's worker does it. Prints
 * the server's processor time as a share of one core.
 */

const HELP = `npm run bench:polling -- [options]
  --workers N       (200)
  --pools N         each with 5 queues (10)
  --deployments N   on these queues, each with a schedule and 100 scheduled runs (1000)
  --seconds N       how long they poll (60)
  --database KIND   sqlite or postgresql (sqlite)
  --reference       the pinned Prefect in place of Reeve
`

/** As the reference's worker is set. */
const QUERY_SECONDS = 10
const HEARTBEAT_SECONDS = 30
const PREFETCH_MS = 10_000
const MAX_SHARE = 0.3
/** Until a server that was filled has done what it does at first. */
const SETTLE_MS = 5_000

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '200' },
    pools: { type: 'string', default: '10' },
    deployments: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '60' },
    database: { type: 'string', default: 'sqlite' },
    reference: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) process.stdout.write(HELP)
else await bench()

async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'reeve-bench-'))
  const postgresql = values.database === 'postgresql' ? await openPostgresql() : undefined
  const name = values.reference ? 'reference' : 'reeve'
  mkdirSync(join(folder, name))
  const subject = subjects[name]({
    folder: join(folder, name),
    postgresql: await postgresql?.create('polling'),
  })
  try {
    await measure(subject)
  } finally {
    await postgresql?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(subject: Subject): Promise<void> {
  const server = await subject.start()
  const pools = Number(values.pools)
  await buildDeployments(server.url, { pools, deployments: Number(values.deployments), runsOfEach: 100 })
  await pause(SETTLE_MS)
  const idle = await shareOfCore(server, () => pause(10_000))
  const latencies: number[] = []
  const busy = await shareOfCore(server, () => pollWith(server, latencies))
  await server.stop()
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.floor(latencies.length * share)]?.toFixed(1)
  process.stdout.write(
    `${subject.name}, ${values.database}: ${values.workers} workers, ${pools * QUEUES_PER_POOL} queues, ` +
      `${values.deployments} deployments: ${percent(busy)} of a core (${percent(idle)} without them), ` +
      `${Math.round(latencies.length / Number(values.seconds))} requests/s, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms; ` +
      `at most ${percent(MAX_SHARE)}: ${busy <= MAX_SHARE ? 'met' : '**not met**'}\n`,
  )
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

/** The server's processor time while something goes on, as a share of one core. */
async function shareOfCore(server: ServerProcess, work: () => Promise<unknown>): Promise<number> {
  const [begin, before] = [performance.now(), server.cpuSeconds()]
  await work()
  return (server.cpuSeconds() - before) / ((performance.now() - begin) / 1000)
}

async function pollWith({ url }: ServerProcess, latencies: number[]): Promise<void> {
  const agent = new Agent({ keepAlive: true })
  const until = performance.now() + Number(values.seconds) * 1000
  const ask = async (method: 'GET' | 'POST', path: string, body?: unknown) => {
    const begin = performance.now()
    await send({ agent, url, method, path: `/api${path}`, body })
    latencies.push(performance.now() - begin)
  }
  const workers = Array.from({ length: Number(values.workers) }, (_, worker) => {
    const pool = `/work_pools/${poolName(worker % Number(values.pools))}`
    return Promise.all([
      repeat(HEARTBEAT_SECONDS, until, async () => {
        await ask('GET', pool)
        await ask('POST', `${pool}/workers/heartbeat`, {
          name: `worker-${worker}`,
          heartbeat_interval_seconds: 30,
        })
      }),
      repeat(QUERY_SECONDS, until, () =>
        ask('POST', `${pool}/get_scheduled_flow_runs`, {
          work_queue_names: [],
          scheduled_before: new Date(Date.now() + PREFETCH_MS).toISOString(),
        }),
      ),
    ])
  })
  await Promise.all(workers)
  agent.destroy()
}

/** Begins at any moment of the first interval, as workers do that were started at different times. */
async function repeat(seconds: number, until: number, work: () => Promise<void>): Promise<void> {
  for (let next = performance.now() + Math.random() * seconds * 1000; next < until; next += seconds * 1000) {
    await pause(Math.max(0, next - performance.now()))
    await work()
  }
}
