import { parseArgs } from 'node:util'
import { createDatabase, stopPostgresql } from '../framework/postgresql.ts'
import { QUIET } from '../framework/profiles.ts'
import { startReeve } from '../framework/reeve-server.ts'
import { startReference } from '../framework/reference-server.ts'
import { type Answer, send } from '../framework/send.ts'
import type { Vocabulary } from '../framework/vocabulary.ts'
import { meantDifferences } from './deliberate.ts'
import { type FuzzRequest, fuzzed, requests } from './requests.ts'
import { looksAlike, shapeOf } from './shape.ts'
import { buildWorld } from './world.ts'

/**
 * Sends random requests to Reeve and to the reference and compares status and shape:
 * `npm run conformance:fuzz -- [--requests 20000] [--seed 1] [--paths text]`; with `--paths` only operations whose path
 * the expression finds.
 */
const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '20000' },
    seed: { type: 'string' },
    paths: { type: 'string', default: '' },
  },
})
const total = Number(values.requests)
const chosen = fuzzed.filter(({ path }) => new RegExp(values.paths).test(path))
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9))

/** After so many requests, deletions and changes in bulk new rows stand ready: which are hit depends on ids. */
const ROUND = 100
/** So many examples of a difference are printed. */
const EXAMPLES = 2

/** By operation and shapes, the requests that were answered so. */
const differences = new Map<string, string[]>()
const meant = new Map<string, number>()
const statuses = new Map<number, number>()

const reference = await startReference('postgresql', QUIET)
// The same kind of database, since what a column can hold is up to it.
const database = await createDatabase()
const reeve = await startReeve(database.url)
console.log(`${total} requests, seed ${seed}`)
try {
  for (let done = 0; done < total; done += ROUND) await round(done)
} finally {
  await reeve.stop()
  await reference.stop()
  await database.drop()
  await stopPostgresql()
}
report()

type Worlds = readonly [Vocabulary, Vocabulary]

function buildWorlds(): Promise<Worlds> {
  return Promise.all([buildWorld(reference.url), buildWorld(reeve.url)])
}

async function round(done: number): Promise<void> {
  let worlds = await buildWorlds()
  for (const request of requests(Math.min(ROUND, total - done), seed + done, chosen)) {
    const { status } = await compare(request, worlds)
    if (dependsOnIds(request) && status < 300) worlds = await buildWorlds()
  }
}

function dependsOnIds({ step }: FuzzRequest): boolean {
  return step.method === 'DELETE' || step.path.includes('/bulk_')
}

/** Sends a request to both servers and notes how the answers differ. */
async function compare(request: FuzzRequest, [expectedWorld, actualWorld]: Worlds): Promise<Answer> {
  const [expected, actual] = await Promise.all([
    send(request.step, reference.url, expectedWorld),
    send(request.step, reeve.url, actualWorld),
  ])
  statuses.set(actual.status, (statuses.get(actual.status) ?? 0) + 1)
  const same = actual.status < 500 && looksAlike(expected, actual)
  const entry = same ? undefined : meantDifferences.find(({ covers }) => covers(request, expected, actual))
  if (entry && actual.status < 500) meant.set(entry.reason, (meant.get(entry.reason) ?? 0) + 1)
  else if (!same) note(request, expected, actual)
  return actual
}

function note({ operation, step }: FuzzRequest, expected: Answer, actual: Answer): void {
  const key = `${operation.method} ${operation.path}\n  reference ${cut(shapeOf(expected))}\n  reeve     ${cut(shapeOf(actual))}`
  const examples = differences.get(key) ?? []
  examples.push(`${step.method} ${step.path} ${step.text ?? JSON.stringify(step.body) ?? ''}`)
  differences.set(key, examples)
}

function report(): void {
  for (const [key, examples] of [...differences].sort((a, b) => b[1].length - a[1].length)) {
    console.log(`${key}\n  ${examples.length} times, such as`)
    for (const example of examples.slice(0, EXAMPLES)) console.log(`    ${cut(example)}`)
  }
  for (const [reason, count] of meant) console.log(`${count} meant: ${reason}`)
  console.log(
    `Reeve answered ${[...statuses]
      .sort()
      .map(([status, count]) => `${status}: ${count}`)
      .join(', ')}`,
  )
  console.log(`${differences.size} kinds of difference in ${total} requests`)
  process.exitCode = differences.size === 0 ? 0 : 1
}

function cut(text: string): string {
  return text.length > 2000 ? `${text.slice(0, 2000)}…` : text
}
