import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase } from '@reeve/database'
import { sql } from 'kysely'
import { measureBeside, perSecond } from './beside.ts'
import { type BesideOptions, readBesideOptions } from './beside-options.ts'
import type { World } from './measures.ts'
import type { ServerProcess } from './process.ts'
import { OPEN_RUNS, runId } from './seed-rows.ts'
import { subjects } from './subjects.ts'

/* Flows deleted with many runs on SQLite: runs a second, and what other clients' set_state costs meanwhile. */

const HELP = `npm run bench:deletions -- [options]
  --runs N        runs of each flow (100000)
  --clients LIST  clients of set_state beside a deletion, one for each number (1,16)
  --rounds N      loads at rest, of which the median counts (3)
  --seconds N     how long each load lasts (3)
`

/** Until a server that is ready has done what it does at first. */
const SETTLE_MS = 2_000

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const options = readBesideOptions()
if (options) await bench(options)
else process.stdout.write(HELP)

async function bench({ runs, clients, rounds, seconds }: BesideOptions): Promise<void> {
  // The newest runs are the other clients'; before them lie those of the flows that are deleted.
  const world = { size: (clients.length + 1) * runs + OPEN_RUNS, now: Date.now(), flowId: '' }
  const folder = mkdtempSync(join(tmpdir(), 'reeve-bench-'))
  try {
    const place = join(folder, 'reeve')
    mkdirSync(place)
    const subject = await subjects.reeve({ folder: place, postgresql: undefined })
    await (await subject.start()).stop()
    await subject.fill(world)
    const flows = await makeFlows(join(place, 'reeve.db'), world, { runs, count: clients.length + 1 })
    const server = await subject.start()
    await pause(SETTLE_MS)
    const [first = '', ...others] = flows
    process.stdout.write(
      `a flow with ${runs} runs deleted: ${perSecond(await remove(server, first, runs))} runs\n`,
    )
    for (const [index, flow] of others.entries()) {
      const load = { world, chosen: { rounds, seconds }, clients: clients[index] ?? 1 }
      await measureBeside(server, load, () => remove(server, flow, runs))
    }
    await server.stop()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Gives older runs to flows of their own. Returns the ids of the flows. */
async function makeFlows(
  url: string,
  { size, now }: World,
  { runs, count }: { readonly runs: number; readonly count: number },
): Promise<string[]> {
  const database = await openDatabase({ url })
  const ids = Array.from({ length: count }, (_, part) => runId(part * runs, size, now))
  await database.write(async (db) => {
    for (const [part, id] of ids.entries()) {
      const end = runId((part + 1) * runs, size, now)
      const created = '2026-01-01 00:00:00.000000'
      await sql`INSERT INTO flow (id, created, updated, name, tags)
        VALUES (${id}, ${created}, ${created}, ${`doomed-${part}`}, '[]')`.execute(db.sql)
      await sql`UPDATE flow_run SET flow_id = ${id} WHERE id >= ${id} AND id < ${end}`.execute(db.sql)
    }
  })
  await database.close()
  return ids
}

/** Deletes a flow; resolves with how many of its runs a second that were. */
async function remove({ url }: ServerProcess, id: string, runs: number): Promise<number> {
  const begun = performance.now()
  const { status } = await fetch(`${url}/api/flows/${id}`, { method: 'DELETE' })
  if (status !== 204) throw new Error(`The flow could not be deleted: ${status}`)
  return runs / ((performance.now() - begun) / 1000)
}
