import { openDatabase } from '@reeve/database'
import { faultsAfterCrash } from './check.ts'
import { nothingConfirmed, startLoad } from './load.ts'
import { startServerProcess } from './server-process.ts'

/** How to crash a server. */
export interface CrashOptions {
  readonly kills: number
  /** A file or a URL. */
  readonly database: string
  readonly port: number
  /** Uniform in [0, 1). Default: Math.random. */
  readonly random?: () => number
  /** Told after each kill. */
  readonly onKill?: (kill: number, confirmed: number) => void
}

/** What was found. */
export interface CrashReport {
  readonly confirmed: { readonly states: number; readonly logs: number; readonly events: number }
  readonly faults: readonly string[]
}

const LONGEST_LIFE_MS = 700
const SHORTEST_LIFE_MS = 60

/**
 * Kills a server under write load at random moments, again and again, and looks after each kill whether everything
 * that it had confirmed is there and every run is of a piece. Stops at the first faults.
 */
export async function crash(options: CrashOptions): Promise<CrashReport> {
  const { kills, database, port, random = Math.random, onKill } = options
  const confirmed = nothingConfirmed()
  let faults: string[] = []
  for (let kill = 1; kill <= kills && faults.length === 0; kill += 1) {
    const server = await startServerProcess(port, database)
    const load = startLoad(server.url, confirmed)
    await new Promise((resolve) => setTimeout(resolve, SHORTEST_LIFE_MS + random() * LONGEST_LIFE_MS))
    await server.kill()
    await load.ended
    faults = await lookAt(database, confirmed)
    onKill?.(kill, confirmed.events.size)
  }
  const states = [...confirmed.states.values()].reduce((sum, ids) => sum + ids.size, 0)
  return { confirmed: { states, logs: confirmed.logs.size, events: confirmed.events.size }, faults }
}

async function lookAt(url: string, confirmed: ReturnType<typeof nothingConfirmed>): Promise<string[]> {
  const database = await openDatabase({ url })
  try {
    return await faultsAfterCrash(database.quick, confirmed)
  } finally {
    await database.close()
  }
}
