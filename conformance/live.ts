import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { batchesOf } from './framework/batches.ts'
import { printDifference } from './framework/compare.ts'
import { compareTranscripts, type StepDifference } from './framework/compare-transcripts.ts'
import { Deliberate } from './framework/deliberate.ts'
import { createDatabase, stopPostgresql } from './framework/postgresql.ts'
import { QUIET } from './framework/profiles.ts'
import { readRecording, recordingName } from './framework/recorded.ts'
import { startReeve } from './framework/reeve-server.ts'
import { type DatabaseKind, type RunningServer, startReference } from './framework/reference-server.ts'
import { type GroupTranscript, runGroup } from './framework/run-group.ts'
import type { Group } from './framework/scenario.ts'
import { groups } from './scenarios/index.ts'

/**
 * Runs scenarios on Reeve and on the reference side by side and prints where they differ:
 * `npm run conformance:live -- [group…] [--only text] [--database postgresql] [--recorded]`. With `--recorded`
 * what the reference answered before stands for it.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    database: { type: 'string', default: 'sqlite' },
    recorded: { type: 'boolean' },
  },
})
const kind = values.database as DatabaseKind
const deliberate = new Deliberate()
let differing = 0

const chosen = groups.filter(({ name }) => positionals.length === 0 || positionals.includes(name))

for (const batch of batchesOf(chosen, [kind])) {
  const reference = values.recorded
    ? undefined
    : await startReference(batch.kind, { ...QUIET, ...batch.environment })
  try {
    for (const group of batch.groups) await compare(group, reference)
  } finally {
    await reference?.stop()
  }
}
await stopPostgresql()
console.log(differing === 0 ? 'No differences.' : `${differing} scenarios differ.`)
process.exitCode = differing === 0 ? 0 : 1

async function compare(group: Group, reference: RunningServer | undefined): Promise<void> {
  const recorded: GroupTranscript = readRecording(recordingName(group, kind)) ?? { setup: {}, scenarios: {} }
  const [expected, actual] = await Promise.all([
    reference ? runGroup(group, reference.url, isChosen) : recorded,
    answersOfReeve(group),
  ])
  report(group, 'setup', compareTranscripts(expected.setup, actual.setup))
  for (const [scenario, answers] of Object.entries(actual.scenarios)) {
    report(group, scenario, compareTranscripts(expected.scenarios[scenario] ?? {}, answers))
  }
}

async function answersOfReeve(group: Group): Promise<GroupTranscript> {
  const folder = mkdtempSync(join(tmpdir(), 'reeve-live-'))
  const database = kind === 'postgresql' ? await createDatabase() : undefined
  try {
    const server = await startReeve(database?.url ?? join(folder, 'reeve.db'), group.environment)
    return await runGroup(group, server.url, isChosen).finally(() => server.stop())
  } finally {
    await database?.drop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function isChosen({ name }: { name: string }): boolean {
  return values.only === undefined || name.includes(values.only)
}

function report(group: Group, scenario: string, differences: StepDifference[]): void {
  const unmeant = deliberate.unmeant({ group: group.name, scenario, kind }, differences)
  if (unmeant.length === 0) return
  differing++
  for (const { step, ...difference } of unmeant) {
    console.log(`${group.name} / ${scenario} / ${step}: ${printDifference(difference)}`)
  }
}
