import { QUIET } from '../framework/profiles.ts'
import { prepareReferencePython } from '../framework/reference-python.ts'
import { startReference } from '../framework/reference-server.ts'
import { writeSummary } from './recorded.ts'
import { runProgram } from './run-program.ts'

/** Records what the program leaves on the reference: `npm run conformance:python:record -- [scenario…]`. */
const python = await prepareReferencePython()
const reference = await startReference('sqlite', QUIET)
try {
  for (const [name, outcome] of await runProgram(python, reference.url, process.argv.slice(2))) {
    if ('error' in outcome) {
      console.log(`${name}: not recorded, ${outcome.error}`)
      process.exitCode = 1
    } else {
      writeSummary(name, outcome.summary)
      console.log(`${name}: recorded`)
    }
  }
} finally {
  await reference.stop()
}
