import type { LoadResult } from './load.ts'
import { type Measure, measures, type World } from './measures.ts'
import type { ServerProcess } from './process.ts'
import { medianOf, runLoad } from './run-load.ts'

/* What other clients' set_state costs while a server does something that takes long. */

const MAX_P99_RATIO = 3

export function named(name: string): Measure {
  const found = measures.find((measure) => measure.name === name)
  if (!found) throw new Error(`There is no measure "${name}"`)
  return found
}

export async function repeated<T>(times: number, work: () => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (let round = 0; round < times; round++) results.push(await work())
  return results
}

interface Beside {
  readonly world: World
  readonly chosen: { readonly rounds: number; readonly seconds: number }
  readonly clients: number
}

/** Prints what set_state costs at rest, then for as long as something else, which tells its rate, is going on. */
export async function measureBeside(
  server: ServerProcess,
  { world, chosen, clients }: Beside,
  work: () => Promise<number>,
): Promise<void> {
  const calls = named(clients === 1 ? 'set_state, 1 client' : 'set_state, 16 clients').calls(world, clients)
  const load = { url: server.url, clients, calls, seconds: chosen.seconds }
  const atRest = medianOf(await repeated(chosen.rounds, () => runLoad(load)))
  let isOver = false
  const operation = work().finally(() => {
    isOver = true
  })
  const meanwhile: LoadResult[] = []
  while (!isOver) meanwhile.push(await runLoad(load))
  const rate = await operation
  // The last load saw the operation end.
  const beside = medianOf(meanwhile.length > 1 ? meanwhile.slice(0, -1) : meanwhile)
  const ratio = beside.p99 / atRest.p99
  process.stdout.write(
    `set_state with ${clients} client${clients === 1 ? '' : 's'}: p50 ${beside.p50.toFixed(2)} ms and p99 ${beside.p99.toFixed(2)} ms beside it ` +
      `(${perSecond(beside.perSecond)}, ${beside.failed} failed), at rest ${atRest.p50.toFixed(2)} and ${atRest.p99.toFixed(2)} ms ` +
      `(${perSecond(atRest.perSecond)}); p99 ${ratio.toFixed(2)} x, at most ${MAX_P99_RATIO} x: ${verdict(ratio <= MAX_P99_RATIO)}; ` +
      `meanwhile ${perSecond(rate)} of the other\n`,
  )
}

export function perSecond(rate: number): string {
  return `${rate.toLocaleString('en', { maximumFractionDigits: 0 })}/s`
}

export function verdict(isMet: boolean): string {
  return isMet ? 'met' : '**not met**'
}
