import { readFileSync } from 'node:fs'
import { boundRoutes } from '@reeve/server'
import { buildOpenApi, isOwnRoute } from '@reeve/wire'
import type { ApiDocument } from '../conformance/contract/compare.ts'
import { deliberateDifferences } from '../conformance/contract/deliberate-differences.ts'
import { type ExplainedDifference, reportOn } from '../conformance/contract/report.ts'

// Compares what the server serves with the contract: prints every difference, then how many operations are equal.
// Operations that only Reeve has are left out.

const contract = readJson(new URL('../conformance/contract/openapi.json', import.meta.url))
const served = buildOpenApi(
  boundRoutes.map(({ route }) => route).filter((route) => !isOwnRoute(route)),
  { title: 'Reeve', version: '0' },
)
const { equal, total, differences, unknown } = reportOn(contract, plain(served), deliberateDifferences)

for (const operation of unknown) console.log(`${operation}: not in the contract`)
for (const difference of differences) console.log(describe(difference))
console.log(`operations equal: ${equal} / ${total}`)
process.exitCode = unknown.length > 0 || differences.some(({ reason }) => reason === undefined) ? 1 : 0

function describe({ operation, place, expected, actual, reason }: ExplainedDifference): string {
  const what = `${operation} ${place}: the contract says ${shown(expected)}, served is ${shown(actual)}`
  return reason === undefined ? what : `${what} (deliberate: ${reason})`
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}

function readJson(url: URL): ApiDocument {
  return JSON.parse(readFileSync(url, 'utf8')) as ApiDocument
}

function plain(value: unknown): ApiDocument {
  return JSON.parse(JSON.stringify(value)) as ApiDocument
}
