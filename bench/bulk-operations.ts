import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase } from '@reeve/database'
import { sql } from 'kysely'
import { measureBeside, named, perSecond, repeated, verdict } from './beside.ts'
import { type BesideOptions, readBesideOptions } from './beside-options.ts'
import type { World } from './measures.ts'
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
const POLL_MS = 100
/** Until a server that is ready has done what it does at first. */
const SETTLE_MS = 2_000

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const options = readBesideOptions()
if (options) await bench(options)
else process.stdout.write(HELP)

async function bench(chosen: BesideOptions): Promise<void> {
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

/** Runs a second in calls of 50. */
async function measureFloor(folder: string, world: World, chosen: BesideOptions): Promise<number> {
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

interface Setting {
  readonly world: World
  readonly chosen: BesideOptions
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
    await writeOutEvents(server)
    await measureBeside(server, { world, chosen, clients }, () => cancel(server, `part-${index + 1}`))
  }
  await server.stop()
}

/** Whoever reads events waits until those of all changes before are written out, which would go on for long at rest. */
async function writeOutEvents({ url }: ServerProcess): Promise<void> {
  const answer = await fetch(`${url}/api/events/filter`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"limit": 1}',
  })
  await answer.arrayBuffer()
}

/** Makes runs of the older ones scheduled ones, in parts that are told apart by a tag. */
async function schedule(url: string, { size, now }: World, { runs, clients }: BesideOptions): Promise<void> {
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
