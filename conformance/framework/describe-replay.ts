import { databases } from '@reeve/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { groups } from '../scenarios/index.ts'
import { printDifference } from './compare.ts'
import { compareTranscripts, type StepDifference } from './compare-transcripts.ts'
import { Deliberate } from './deliberate.ts'
import { readRecording, recordingName } from './recorded.ts'
import { startReeve } from './reeve-server.ts'
import type { DatabaseKind, RunningServer } from './reference-server.ts'
import { type GroupTranscript, runGroup } from './run-group.ts'
import type { Group } from './scenario.ts'

const GROUP_TIMEOUT_MS = 300_000

/** Runs every scenario on Reeve on one kind of database and compares with what the reference answered. */
export function describeReplay(kind: DatabaseKind): void {
  const deliberate = new Deliberate()
  const database = databases.find(({ name }) => name === kind)
  describe.skipIf(database?.missing)(`Reeve on ${kind} answers as the reference did`, () => {
    for (const group of groups) describe(group.name, () => replayGroup(group, kind, deliberate))
    it('and every deliberate difference is still one', () => {
      expect(deliberate.forgotten(kind)).toEqual([])
    })
  })
}

function replayGroup(group: Group, kind: DatabaseKind, deliberate: Deliberate): void {
  const recording = readRecording(recordingName(group, kind))
  let server: RunningServer | undefined
  let answers: GroupTranscript | undefined
  beforeAll(async () => {
    const url = await databases.find(({ name }) => name === kind)?.freshUrl()
    server = await startReeve(String(url), group.environment)
    answers = await runGroup(group, server.url)
  }, GROUP_TIMEOUT_MS)
  afterAll(() => server?.stop())

  const check = (scenario: string, differences: StepDifference[]) => {
    const unmeant = deliberate.unmeant({ group: group.name, scenario, kind }, differences)
    expect(unmeant.map(({ step, ...difference }) => `${step}: ${printDifference(difference)}`)).toEqual([])
  }
  it('is set up', () => check('setup', compareTranscripts(recording?.setup ?? {}, answers?.setup ?? {})))
  for (const { name } of group.scenarios) {
    it(name, () => {
      check(name, compareTranscripts(recording?.scenarios[name] ?? {}, answers?.scenarios[name] ?? {}))
    })
  }
}
