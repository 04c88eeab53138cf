import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { makeDeployments } from './deployment-measures.ts'
import type { LoadResult } from './load.ts'
import {
  dashboardCalls,
  type Measure,
  measures,
  type SubjectName,
  setStateWithOne,
  type World,
} from './measures.ts'
import type { Options } from './options.ts'
import type { BenchPostgresql } from './postgresql.ts'
import type { ServerProcess } from './process.ts'
import { medianOf, runLoad } from './run-load.ts'
import { type Subject, subjects } from './subjects.ts'

const DASHBOARDS = 16
/** With several clients its writers starve each other for minutes; targets are whole multiples, so one load will do. */
const REFERENCE_ROUNDS = 1
/** How often a dashboard that is looked at asks again. */
const DASHBOARD_PAUSE_MS = 2_000
/** Until a server that is ready has done what it does at first. */
const SETTLE_MS = 2_000

/** One database of one size. */
export interface CellKey {
  readonly database: 'sqlite' | 'postgresql'
  readonly size: number
}

/** What one subject did in a cell. Milliseconds and bytes. */
export interface SubjectResult {
  readonly firstStartMs: number
  readonly startMs: number
  readonly idleBytes: number
  readonly peakBytes: number
  readonly lines: Map<string, LoadResult>
}

/** All that was measured in a cell. */
export interface CellResult extends CellKey {
  readonly subjects: Map<SubjectName, SubjectResult>
  /** p99 of set_state alone and beside dashboards, and what the dashboards got. */
  readonly mixed:
    | { readonly alone: LoadResult; readonly beside: LoadResult; readonly dashboards: LoadResult }
    | undefined
}

interface Running {
  readonly subject: Subject
  readonly server: ServerProcess
  readonly result: SubjectResult & { idleBytes: number; peakBytes: number }
  readonly world: World
}

type Say = (text: string) => void

/** Measures one database of one size: floor and Reeve by turns, then the reference by itself. */
export async function measureCell(
  key: CellKey,
  options: Options,
  { postgresql, say }: { postgresql: BenchPostgresql | undefined; say: Say },
): Promise<CellResult> {
  const folder = mkdtempSync(join(tmpdir(), 'reeve-bench-'))
  const results = new Map<SubjectName, SubjectResult>()
  let mixed: CellResult['mixed']
  try {
    const open = async (name: SubjectName): Promise<Running> => {
      const place = join(folder, name)
      mkdirSync(place)
      const url = await (name === 'floor' ? undefined : postgresql?.create(`${name}_${key.size}`))
      say(`${name}: start, fill with ${key.size} runs, start again`)
      const running = await prepare(subjects[name]({ folder: place, postgresql: url }), key.size)
      results.set(name, running.result)
      return running
    }
    const pair = [await open('floor'), await open('reeve')]
    await measureAll(pair, options, say)
    const reeve = pair[1] as Running
    if ('mixed load'.includes(options.only)) mixed = await measureMixed(reeve, options, say)
    await close(pair)
    if (options.reference) {
      const reference = [await open('reference')]
      await measureAll(reference, { ...options, rounds: REFERENCE_ROUNDS }, say)
      await close(reference)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return { ...key, subjects: results, mixed }
}

async function prepare(subject: Subject, size: number): Promise<Running> {
  const first = await subject.start()
  const firstStartMs = first.readyMs
  await first.stop()
  const now = Date.now()
  await subject.fill({ size, now })
  const server = await subject.start()
  await pause(SETTLE_MS)
  const idleBytes = server.memory().now
  const isFloor = subject.name === 'floor'
  const flowId = isFloor ? '' : await makeFlow(server.url)
  const deploymentIds = isFloor ? [] : await makeDeployments(server.url)
  return {
    subject,
    server,
    world: { size, now, flowId, deploymentIds },
    result: { firstStartMs, startMs: server.readyMs, idleBytes, peakBytes: Number.NaN, lines: new Map() },
  }
}

async function makeFlow(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/flows/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'bench' }),
  })
  return ((await answer.json()) as { id: string }).id
}

/** What many clients leave behind in the reference would spoil the lines after it. */
const calmFirst = measures.toSorted((one, other) => one.clients - other.clients)

async function measureAll(running: readonly Running[], options: Options, say: Say): Promise<void> {
  for (const measure of calmFirst.filter(({ name }) => name.includes(options.only))) {
    const rounds = running.map((): LoadResult[] => [])
    if (measure.hasFloor) await warmUp(running, measure, options)
    for (let round = 0; round < options.rounds; round++) {
      for (const [index, one] of running.entries()) {
        if (one.subject.name === 'floor' && !measure.hasFloor) continue
        // What one still does after its load would slow down the other.
        for (const { server } of running) await atRest(server)
        rounds[index]?.push(await loadWith(one, measure, options.seconds))
      }
    }
    for (const [index, { subject, result }] of running.entries()) {
      const found = rounds[index] ?? []
      if (found.length === 0) continue
      const median = medianOf(found)
      result.lines.set(measure.name, median)
      say(
        `${measure.name}, ${subject.name}: ${median.perSecond.toFixed(1)}/s, p50 ${median.p50.toFixed(2)} ms, p99 ${median.p99.toFixed(2)} ms, ${median.failed} failed ${median.firstFailure ?? ''}`,
      )
    }
  }
}

/** A share compares two programs as they are when they have run for a while: each load compiles more of them. */
async function warmUp(running: readonly Running[], measure: Measure, { seconds }: Options): Promise<void> {
  for (const one of running) if (one.subject.name !== 'reference') await loadWith(one, measure, seconds)
}

const loadWith = ({ server, world }: Running, measure: Measure, seconds: number): Promise<LoadResult> =>
  runLoad({
    url: server.url,
    clients: measure.clients,
    calls: measure.calls(world, measure.clients),
    seconds,
  })

const REST_LOOK_MS = 250
const REST_CPU_SECONDS = 0.02
const REST_TIMEOUT_MS = 30_000

/** Waits until the server has hardly anything to do any more, though not for ever. */
async function atRest({ cpuSeconds }: ServerProcess): Promise<void> {
  const end = performance.now() + REST_TIMEOUT_MS
  for (let before = cpuSeconds(); performance.now() < end; ) {
    await pause(REST_LOOK_MS)
    const now = cpuSeconds()
    if (!(now - before > REST_CPU_SECONDS)) return
    before = now
  }
}

/** set_state alone, then beside dashboards, by turns. */
async function measureMixed(reeve: Running, options: Options, say: Say): Promise<CellResult['mixed']> {
  const alone: LoadResult[] = []
  const beside: LoadResult[] = []
  const dashboards: LoadResult[] = []
  for (let round = 0; round < options.rounds; round++) {
    await atRest(reeve.server)
    alone.push(await loadWith(reeve, setStateWithOne, options.seconds))
    await atRest(reeve.server)
    const [states, polls] = await Promise.all([
      loadWith(reeve, setStateWithOne, options.seconds * 2),
      runLoad({
        url: reeve.server.url,
        clients: DASHBOARDS,
        calls: dashboardCalls(reeve.world),
        seconds: options.seconds * 2,
        pauseMs: DASHBOARD_PAUSE_MS / dashboardCalls(reeve.world).length,
      }),
    ])
    beside.push(states)
    dashboards.push(polls)
  }
  const found = { alone: medianOf(alone), beside: medianOf(beside), dashboards: medianOf(dashboards) }
  say(
    `mixed load: p99 of set_state ${found.alone.p99.toFixed(2)} ms alone, ${found.beside.p99.toFixed(2)} ms beside dashboards`,
  )
  return found
}

async function close(running: readonly Running[]): Promise<void> {
  for (const { server, result } of running) {
    result.peakBytes = server.memory().peak
    await server.stop()
  }
}
