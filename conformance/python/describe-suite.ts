import { databases, skipWhereMissing } from '@reeve/testkit'
import { beforeAll, describe, expect, test } from 'vitest'
import { startReeve } from '../framework/reeve-server.ts'
import { prepareReferencePython } from '../framework/reference-python.ts'
import { hasPython, requirePython } from '../framework/require-python.ts'
import { readSummary, recordedNames } from './recorded.ts'
import { type Outcome, runProgram } from './run-program.ts'
import type { Suite } from './suites.ts'

/** The client is installed on first use, and a suite takes minutes on a busy machine. */
const TIMEOUT_MS = 900_000

/** Runs a suite on Reeve, on every database, and compares what it leaves with what it leaves on the reference. */
export function describeSuite(suite: Suite): void {
  describe.each(databases)('with the unmodified client, on $name', (kind) => {
    skipWhereMissing(kind)
    requirePython()
    let outcomes: ReadonlyMap<string, Outcome>

    beforeAll(async () => {
      if (!hasPython || kind.missing !== undefined) return
      const python = await prepareReferencePython()
      const server = await startReeve(await kind.freshUrl(), suite.environment)
      outcomes = await runProgram(python, server.url, suite).finally(() => server.stop())
    }, TIMEOUT_MS)

    test.each(recordedNames(suite))('%s: leaves what it leaves on the reference', (name) => {
      expect(outcomes.get(name)).toEqual({ summary: readSummary(suite, name) })
    })

    test('runs no scenario that was not recorded', () => {
      expect([...outcomes.keys()].sort()).toEqual(recordedNames(suite).sort())
    })
  })
}
