import { parseArgs } from 'node:util'
import { batchesOf } from './framework/batches.ts'
import { printDifference } from './framework/compare.ts'
import { compareTranscripts } from './framework/compare-transcripts.ts'
import { stopPostgresql } from './framework/postgresql.ts'
import { QUIET } from './framework/profiles.ts'
import { readRecording, recordingName, writeRecording } from './framework/recorded.ts'
import { type DatabaseKind, startReference } from './framework/reference-server.ts'
import { type GroupTranscript, runGroup } from './framework/run-group.ts'
import type { Group } from './framework/scenario.ts'
import { groups } from './scenarios/index.ts'

/**
 * Records what the reference answers: `npm run conformance:record -- [group…] [--only text]`. With `--only`
 * the scenarios whose name holds the text are recorded anew and the rest is kept; `--check` writes nothing and
 * says where the reference answers otherwise than before.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, check: { type: 'boolean' } },
})

const chosen = groups.filter(({ name }) => positionals.length === 0 || positionals.includes(name))

for (const batch of batchesOf(chosen, ['postgresql', 'sqlite'])) {
  const server = await startReference(batch.kind, { ...QUIET, ...batch.environment })
  try {
    for (const group of batch.groups) await record(group, batch.kind, server)
  } finally {
    await server.stop()
  }
}
await stopPostgresql()

async function record(group: Group, kind: DatabaseKind, server: { url: string; description: string }) {
  const start = Date.now()
  const { only } = values
  const transcript = await runGroup(
    group,
    server.url,
    ({ name }) => only === undefined || name.includes(only),
  )
  const name = recordingName(group, kind)
  if (values.check) return reportChanges(name, transcript)
  const kept = only === undefined ? {} : readRecording(name)?.scenarios
  const scenarios = Object.fromEntries(
    group.scenarios.flatMap(({ name: scenario }) => {
      const answers = transcript.scenarios[scenario] ?? kept?.[scenario]
      return answers ? [[scenario, answers] as const] : []
    }),
  )
  writeRecording(name, { from: server.description, setup: transcript.setup, scenarios })
  const count = Object.keys(transcript.scenarios).length
  console.log(`${name}: ${count} scenarios in ${Math.round((Date.now() - start) / 1000)} s`)
  reportSurprises(transcript)
}

function reportChanges(name: string, transcript: GroupTranscript): void {
  const recording = readRecording(name)
  for (const [scenario, answers] of Object.entries(transcript.scenarios)) {
    for (const { step, ...difference } of compareTranscripts(recording?.scenarios[scenario] ?? {}, answers)) {
      console.log(`${name} / ${scenario} / ${step}: ${printDifference(difference)}`)
    }
  }
}

/** Relations that the reference itself breaks and errors of the server are mistakes of the scenario. */
function reportSurprises(transcript: GroupTranscript): void {
  for (const [scenario, answers] of [
    ['setup', transcript.setup] as const,
    ...Object.entries(transcript.scenarios),
  ]) {
    for (const [step, answer] of Object.entries(answers)) {
      if (answer.broken) console.log(`  ${scenario} / ${step}: ${answer.broken.join('; ')}`)
      if (answer.status >= 500) console.log(`  ${scenario} / ${step}: status ${answer.status}`)
    }
  }
}
