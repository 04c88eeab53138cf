import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openDatabase } from '@reeve/database'
import { sql } from 'kysely'
import type { LoadResult } from './load.ts'
import { type Measure, measures, type World } from './measures.ts'
import type { ServerProcess } from './process.ts'
import { medianOf, runLoad } from './run-load.ts'
import { OPEN_RUNS, runId } from './seed-rows.ts'
import { type Subject, subjects } from './subjects.ts'

/*
 * Scheduled runs cancelled by one bulk operation on SQLite: how many a second beside what the floor changes in calls
 * of 50, and what other clients' set_state costs meanwhile beside what it costs at rest.
 */

const HELP = `npm run bench:bulk -- [options]
  --runs N        runs that each operation cancels (100000)
  --clients LIST  clients of set_state beside it, an operation for each number (1,16)
  --rounds N      loads at rest, of which the median counts (3)
  --seconds N     how long each load lasts (3)
`

const OF_FLOOR = 0.8
const MAX_P99_RATIO = 3
const POLL_MS = 100
/** Until a server that is ready has done what it does at first. */
const SETTLE_MS = 2_000

interface Options {
  readonly runs: number
  readonly clients: readonly number[]
  readonly rounds: number
  readonly seconds: number
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const options = readOptions()
if (options === 'help') process.stdout.write(HELP)
else await bench(options)

function readOptions(): Options | 'help' {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '100000' },
      clients: { type: 'string', default: '1,16' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '3' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return 'help'
  const [runs = 0, rounds = 0, seconds = 0] = [values.runs, values.rounds, values.seconds].map(Number)
  return { runs, rounds, seconds, clients: values.clients.split(',').map(Number) }
}

async function bench(chosen: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'reeve-bench-'))
  // The newest runs are the other clients'; before them lie the parts that the operations cancel.
  const world = {
    size: (chosen.clients.length + 1) * chosen.runs + OPEN_RUNS,
    now: Date.now(),
    flowId: '',
  }
  try {
    const floor = await measureFloor(folder, world, chosen)
    process.stdout.write(`floor, bulk_set_state of 50: ${perSecond(floor)} runs\n`)
    await measureReeve(folder, { world, chosen, floor })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function open(folder: string, name: 'floor' | 'reeve'): Promise<Subject> {
  const place = join(folder, name)
  mkdirSync(place)
  return subjects[name]({ folder: place, postgresql: undefined })
}

function named(name: string): Measure {
  const found = measures.find((measure) => measure.name === name)
  if (!found) throw new Error(`There is no measure "${name}"`)
  return found
}

/** Runs a second in calls of 50. */
async function measureFloor(folder: string, world: World, chosen: Options): Promise<number> {
  const subject = await open(folder, 'floor')
  await (await subject.start()).stop()
  await subject.fill(world)
  const server = await subject.start()
  const bulk = named('bulk_set_state of 50')
  const load = { url: server.url, clients: 1, calls: bulk.calls(world, 1), seconds: chosen.seconds }
  const result = medianOf(await repeated(chosen.rounds, () => runLoad(load)))
  await server.stop()
  return result.perSecond * 50
}

async function repeated<T>(times: number, work: () => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (let round = 0; round < times; round++) results.push(await work())
  return results
}

interface Setting {
  readonly world: World
  readonly chosen: Options
  readonly floor: number
}

async function measureReeve(folder: string, { world, chosen, floor }: Setting): Promise<void> {
  const subject = await open(folder, 'reeve')
  await (await subject.start()).stop()
  await subject.fill(world)
  await schedule(join(folder, 'reeve', 'reeve.db'), world, chosen)
  const server = await subject.start()
  await pause(SETTLE_MS)

  const alone = await cancel(server, 'part-0')
  const share = alone / floor
  process.stdout.write(
    `${chosen.runs} runs cancelled by one operation: ${perSecond(alone)}, ${Math.round(share * 100)} % of the floor; ` +
      `at least ${OF_FLOOR * 100} %: ${verdict(share >= OF_FLOOR)}\n`,
  )
  for (const [index, clients] of chosen.clients.entries()) {
    await measureBeside(server, { world, chosen, clients, part: `part-${index + 1}` })
  }
  await server.stop()
}

interface Beside {
  readonly world: World
  readonly chosen: Options
  readonly clients: number
  readonly part: string
}

/** set_state at rest, then for as long as an operation takes. */
async function measureBeside(server: ServerProcess, { world, chosen, clients, part }: Beside): Promise<void> {
  const calls = named(clients === 1 ? 'set_state, 1 client' : 'set_state, 16 clients').calls(world, clients)
  const load = { url: server.url, clients, calls, seconds: chosen.seconds }
  const atRest = medianOf(await repeated(chosen.rounds, () => runLoad(load)))
  let isOver = false
  const operation = cancel(server, part).finally(() => {
    isOver = true
  })
  const meanwhile: LoadResult[] = []
  while (!isOver) meanwhile.push(await runLoad(load))
  const rate = await operation
  // The last load saw the operation end.
  const beside = medianOf(meanwhile.length > 1 ? meanwhile.slice(0, -1) : meanwhile)
  const ratio = beside.p99 / atRest.p99
  process.stdout.write(
    `set_state with ${clients} client${clients === 1 ? '' : 's'}: p50 ${beside.p50.toFixed(2)} ms and p99 ${beside.p99.toFixed(2)} ms beside it ` +
      `(${perSecond(beside.perSecond)}, ${beside.failed} failed), at rest ${atRest.p50.toFixed(2)} and ${atRest.p99.toFixed(2)} ms ` +
      `(${perSecond(atRest.perSecond)}); p99 ${ratio.toFixed(2)} x, at most ${MAX_P99_RATIO} x: ${verdict(ratio <= MAX_P99_RATIO)}; ` +
      `the operation ${perSecond(rate)}\n`,
  )
}

/** Makes runs of the older ones scheduled ones, in parts that are told apart by a tag. */
async function schedule(url: string, { size, now }: World, { runs, clients }: Options): Promise<void> {
  const database = await openDatabase({ url })
  for (let part = 0; part <= clients.length; part++) {
    const [from, to] = [runId(part * runs, size, now), runId((part + 1) * runs, size, now)]
    const tags = JSON.stringify([`part-${part}`])
    await database.write(async (db) => {
      await sql`UPDATE flow_run SET state_type = 'SCHEDULED', state_name = 'Scheduled', start_time = NULL,
        end_time = NULL, run_count = 0, tags = ${tags}, next_scheduled_start_time = '2099-01-01 00:00:00.000000'
        WHERE id >= ${from} AND id < ${to}`.execute(db.sql)
      await sql`UPDATE flow_run_state SET type = 'SCHEDULED', name = 'Scheduled'
        WHERE id IN (SELECT state_id FROM flow_run WHERE id >= ${from} AND id < ${to})`.execute(db.sql)
    })
  }
  await database.close()
}

/** What is read of a bulk operation. */
interface Operation {
  readonly id: string
  readonly status: string
  readonly started: string
  readonly ended: string
  readonly accepted: number
}

/** Cancels the runs with a tag; resolves with how many a second that were. */
async function cancel({ url }: ServerProcess, tag: string): Promise<number> {
  const answer = await fetch(`${url}/api/reeve/bulk_operations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'cancel', flow_runs: { tags: { all_: [tag] } } }),
  })
  let operation = (await answer.json()) as Operation
  while (operation.status !== 'completed') {
    await pause(POLL_MS)
    operation = (await (await fetch(`${url}/api/reeve/bulk_operations/${operation.id}`)).json()) as Operation
  }
  return operation.accepted / ((Date.parse(operation.ended) - Date.parse(operation.started)) / 1000)
}

function perSecond(rate: number): string {
  return `${rate.toLocaleString('en', { maximumFractionDigits: 0 })}/s`
}

function verdict(isMet: boolean): string {
  return isMet ? 'met' : '**not met**'
}
