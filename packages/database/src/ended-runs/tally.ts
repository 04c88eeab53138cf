import type { StateType } from '@reeve/wire'

/** What a number of runs come to. */
export interface Sums {
  runs: number
  /** In the unit of the tally: whole seconds in SQLite, microseconds in PostgreSQL. */
  runTime: number
  lateness: number
}

/** Flow runs that ended in one state, expected at the same time; negative sums take them out again. */
export interface EndedTogether extends Readonly<Sums> {
  readonly type: StateType
  readonly name: string | null
  /** Whole seconds since 1970, cut off. */
  readonly expected: number | null
}

/** Those in one state, by their expected start: `buckets` is sorted, the other lists go along with it. */
export interface Series {
  readonly type: StateType
  readonly name: string | null
  /** All of them, also those that have no expected start. */
  total: number
  buckets: number[]
  runs: number[]
  runTimes: number[]
  latenesses: number[]
}

/** How a tally is kept. */
export interface TallyOptions {
  /** How many units of its runs' times make a second. Default 1. */
  readonly unitsPerSecond?: number
  /** Default 131,072 over all states: 4 MB. At least two for each state, one before 1970 and one after it. */
  readonly maxBuckets?: number
}

const FINEST_SECONDS = 60

/** A client that invents a name for each run's last state would have a tally hold every run. */
const MAX_STATES = 200

const MAX_BUCKETS = 131_072

/**
 * How many runs ended in which state, and their times, by when they were expected to start. Buckets are as long as it
 * takes for there to be few enough of them.
 */
export class Tally {
  readonly #series = new Map<string, Series>()
  readonly #maxBuckets: number
  /** How many units of its times make a second. */
  readonly unitsPerSecond: number
  #seconds = FINEST_SECONDS
  #buckets = 0

  constructor({ unitsPerSecond = 1, maxBuckets = MAX_BUCKETS }: TallyOptions = {}) {
    this.unitsPerSecond = unitsPerSecond
    this.#maxBuckets = maxBuckets
  }

  /** How long a bucket is; they begin at whole multiples of it. */
  get seconds(): number {
    return this.#seconds
  }

  /** The states that runs ended in. */
  get series(): Iterable<Series> {
    return this.#series.values()
  }

  /** How many runs ended in the states that a condition holds of. */
  countIn(holds: (type: StateType, name: string | null) => boolean): number {
    let count = 0
    for (const { type, name, total } of this.#series.values()) if (holds(type, name)) count += total
    return count
  }

  /** True once there were more states than it keeps: then it tells nothing. */
  get isOverfull(): boolean {
    return this.#series.size > MAX_STATES
  }

  /** Adds runs, or takes them out, whichever comes first. */
  add(ended: EndedTogether): void {
    if (this.isOverfull) return
    const series = this.#seriesOf(ended)
    series.total += ended.runs
    if (ended.expected === null) return
    this.#addTo(series, Math.floor(ended.expected / this.#seconds), ended)
    while (this.#buckets > this.#maxBuckets) this.#coarsen()
  }

  #seriesOf({ type, name }: Pick<EndedTogether, 'type' | 'name'>): Series {
    const key = name === null ? type : `${type} ${name}`
    const known = this.#series.get(key)
    if (known) return known
    const series = { type, name, total: 0, buckets: [], runs: [], runTimes: [], latenesses: [] }
    this.#series.set(key, series)
    return series
  }

  #addTo(series: Series, bucket: number, { runs, runTime, lateness }: Sums): void {
    const at = this.#place(series, bucket)
    series.runs[at] = (series.runs[at] as number) + runs
    series.runTimes[at] = (series.runTimes[at] as number) + runTime
    series.latenesses[at] = (series.latenesses[at] as number) + lateness
  }

  /** Where the bucket is in the lists, put in if it is missing. */
  #place(series: Series, bucket: number): number {
    const at = firstFrom(series, bucket)
    if (series.buckets[at] === bucket) return at
    series.buckets.splice(at, 0, bucket)
    for (const values of [series.runs, series.runTimes, series.latenesses]) values.splice(at, 0, 0)
    this.#buckets++
    return at
  }

  /** Joins every two buckets to one and forgets those that nothing is left in. */
  #coarsen(): void {
    this.#seconds *= 2
    this.#buckets = 0
    for (const series of this.#series.values()) {
      const { buckets, runs, runTimes, latenesses } = series
      Object.assign(series, { buckets: [], runs: [], runTimes: [], latenesses: [] })
      for (const [index, bucket] of buckets.entries()) {
        const sums = sumsAt({ runs, runTimes, latenesses }, index)
        if (sums.runs !== 0 || sums.runTime !== 0 || sums.lateness !== 0)
          this.#addTo(series, Math.floor(bucket / 2), sums)
      }
    }
  }
}

const sumsAt = (
  { runs, runTimes, latenesses }: Pick<Series, 'runs' | 'runTimes' | 'latenesses'>,
  index: number,
): Sums => ({
  runs: runs[index] as number,
  runTime: runTimes[index] as number,
  lateness: latenesses[index] as number,
})

/** The place of the first bucket that is not before this one. Most runs are near the end. */
function firstFrom({ buckets }: Series, bucket: number): number {
  let low = 0
  let high = buckets.length
  if (high > 0 && (buckets[high - 1] as number) < bucket) return high
  while (low < high) {
    const middle = (low + high) >> 1
    if ((buckets[middle] as number) < bucket) low = middle + 1
    else high = middle
  }
  return low
}

/** What the buckets from one number up to another, without it, come to. */
export function sumOf(series: Series, from: number, to: number): Sums {
  const sums = { runs: 0, runTime: 0, lateness: 0 }
  for (let at = firstFrom(series, from); at < series.buckets.length; at++) {
    if ((series.buckets[at] as number) >= to) break
    sums.runs += series.runs[at] as number
    sums.runTime += series.runTimes[at] as number
    sums.lateness += series.latenesses[at] as number
  }
  return sums
}
