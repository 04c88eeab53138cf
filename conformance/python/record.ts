import { stopPostgresql } from '../framework/postgresql.ts'
import { prepareReferencePython } from '../framework/reference-python.ts'
import { startReference } from '../framework/reference-server.ts'
import { writeSummary } from './recorded.ts'
import { runProgram } from './run-program.ts'
import { suites } from './suites.ts'

/** Records what a suite leaves on the reference: `npm run conformance:python:record -- <suite> [scenario…]`. */
const [named = '', ...names] = process.argv.slice(2)
const suite = Object.values(suites).find(({ name }) => name === named)
if (!suite) {
  console.error(`There is no suite "${named}"; there are ${Object.values(suites).map(({ name }) => name)}`)
  process.exit(1)
}

const python = await prepareReferencePython()
const reference = await startReference('postgresql', suite.environment)
try {
  for (const [name, outcome] of await runProgram(python, reference.url, { ...suite, names })) {
    if ('error' in outcome) {
      console.log(`${name}: not recorded, ${outcome.error}`)
      process.exitCode = 1
    } else {
      writeSummary(suite, name, outcome.summary)
      console.log(`${name}: recorded`)
    }
  }
} finally {
  await reference.stop()
  await stopPostgresql()
}
