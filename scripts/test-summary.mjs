import { readFileSync } from 'node:fs'

/*
 * Reads vitest's results, names what was skipped, and prints the count on one line. Exits 1 if a test failed or was
 * skipped, or if the run itself failed.
 *
 *   node scripts/test-summary.mjs <results.json> <exit code of the run>
 */

const [file, status] = process.argv.slice(2)
const { testResults } = JSON.parse(readFileSync(file, 'utf8'))
const tests = testResults.flatMap(({ name, assertionResults }) =>
  assertionResults.map((test) => ({ ...test, file: name })),
)
const withStatus = (...wanted) => tests.filter((test) => wanted.includes(test.status))

const passed = withStatus('passed').length
const skipped = withStatus('pending', 'skipped', 'todo', 'disabled')
const failed = withStatus('failed').length
const brokenFiles = testResults.filter(
  (result) => result.status === 'failed' && result.assertionResults.length === 0,
)

for (const { file: name, fullName } of skipped) console.log(`skipped: ${name}: ${fullName}`)
for (const { name } of brokenFiles) console.log(`could not run: ${name}`)

const failures = failed + brokenFiles.length + skipped.length
if (skipped.length > 0) console.log(`${skipped.length} were skipped, which counts as failed here.`)
console.log(`${passed} passed, ${failures} failed`)
process.exitCode = failures > 0 || status !== '0' ? 1 : 0
