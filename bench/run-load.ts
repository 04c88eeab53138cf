import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { LoadRequest, LoadResult } from './load.ts'

const LOAD = fileURLToPath(new URL('load.ts', import.meta.url))

/** Runs a load in a process of its own. */
export async function runLoad(load: LoadRequest): Promise<LoadResult> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', LOAD], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(JSON.stringify(load))
  let text = ''
  for await (const chunk of child.stdout) text += chunk
  return JSON.parse(text)
}

const middle = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

/** The median of several loads, field by field; failures are added up. */
export function medianOf(results: readonly LoadResult[]): LoadResult {
  return {
    calls: results.reduce((sum, { calls }) => sum + calls, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
    perSecond: middle(results.map(({ perSecond }) => perSecond)),
    p50: middle(results.map(({ p50 }) => p50)),
    p99: middle(results.map(({ p99 }) => p99)),
    firstFailure: results.find(({ firstFailure }) => firstFailure !== null)?.firstFailure ?? null,
  }
}
