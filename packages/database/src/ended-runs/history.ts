import {
  addSeconds,
  type Instant,
  instantFromMicroseconds,
  millisecondsOf,
  type StateType,
} from '@reeve/wire'
import { type BucketCount, type Buckets, END_OF_TIME } from '../history/buckets.ts'
import { type Series, type Sums, sumOf, type Tally } from './tally.ts'

/**
 * What lies between one of the bounds of a history and the nearest place where a tally's bucket begins: it has to be
 * looked up, because the tally knows whole buckets.
 */
export interface Edge {
  /** Which bound, from 0. */
  readonly bound: number
  readonly from: Instant
  readonly to: Instant
}

/** What an edge holds of one state. */
export interface EdgeSums extends Sums {
  readonly bound: number
  readonly type: StateType
  readonly name: string
}

/** What was looked up beside a tally: runs of one state that have not ended, or ended ones at an edge. */
export interface LookedUp extends Readonly<Sums> {
  readonly kind: 'open' | 'edge'
  /** The bucket of open runs, the bound of an edge. */
  readonly place: number
  readonly type: StateType
  readonly name: string
}

/** Tells a history from a tally and what was looked up beside it: times of open runs in seconds, of edges in its unit. [D24] */
export function tellHistory(tally: Tally, buckets: Buckets, found: readonly LookedUp[]): BucketCount[] {
  const open = found.filter(({ kind, runs }) => kind === 'open' && runs > 0)
  const edges = found.filter(({ kind }) => kind === 'edge')
  return [
    ...open.map(({ place, type, name, runs, runTime, lateness }) => ({
      bucket: place,
      state_type: type,
      state_name: name,
      count_runs: runs,
      sum_estimated_run_time: runTime,
      sum_estimated_lateness: lateness,
    })),
    ...countEnded(
      tally,
      buckets,
      edges.map(({ place, ...sums }) => ({ bound: place, ...sums })),
    ),
  ]
}

/** What has to be looked up to tell a history from a tally: at most one edge a bound. */
export function edgesOf(tally: Tally, { bounds }: Buckets): Edge[] {
  return bounds.flatMap((instant, bound) => {
    const start = startOf(tally, nearestBucket(tally, instant))
    if (start === instant) return []
    return [start < instant ? { bound, from: start, to: instant } : { bound, from: instant, to: start }]
  })
}

/** The first and the last second that have names. */
const FIRST_SECOND = -62_135_596_800
const LAST_SECOND = Number(END_OF_TIME / 1_000_000n)

/** The bucket that begins nearest to an instant: at most half of one away, if that place has a name. */
function nearestBucket({ seconds }: Tally, instant: Instant): number {
  const second = millisecondsOf(instant) / 1000
  const before = Math.floor(second / seconds)
  const after = before + 1
  const isNearer = after * seconds - second < second - Math.max(before * seconds, FIRST_SECOND)
  return isNearer && after * seconds <= LAST_SECOND ? after : before
}

const EPOCH = instantFromMicroseconds(0n)

const startOf = ({ seconds }: Tally, bucket: number): Instant =>
  addSeconds(EPOCH, Math.max(bucket * seconds, FIRST_SECOND))

/**
 * Counts ended runs by the bucket of a history and by state: the tally's buckets between the places that are nearest
 * to its bounds, and the edges that are missing there or too many. [D24]
 */
export function countEnded(tally: Tally, { bounds }: Buckets, edges: readonly EdgeSums[]): BucketCount[] {
  const nearest = bounds.map((bound) => nearestBucket(tally, bound))
  /** What an edge adds to all that lies before its bound: less than nothing where it lies after it. */
  const signs = bounds.map((bound, index) => (startOf(tally, nearest[index] as number) < bound ? 1 : -1))
  const edgeAt = new Map(edges.map((edge) => [keyOf(edge, edge.bound), edge]))
  const counts: BucketCount[] = []
  for (const series of tally.series) {
    // An answer has no place for states without a name. [A30]
    if (series.name === null) continue
    for (let bucket = 0; bucket + 1 < bounds.length; bucket++) {
      const whole = sumOf(series, nearest[bucket] as number, nearest[bucket + 1] as number)
      const first = edgeAt.get(keyOf(series, bucket)) ?? NOTHING
      const last = edgeAt.get(keyOf(series, bucket + 1)) ?? NOTHING
      const sum = (key: keyof Sums) =>
        whole[key] - (signs[bucket] as number) * first[key] + (signs[bucket + 1] as number) * last[key]
      const runs = sum('runs')
      if (runs === 0) continue
      counts.push({
        bucket,
        state_type: series.type,
        state_name: series.name,
        count_runs: runs,
        sum_estimated_run_time: sum('runTime') / tally.unitsPerSecond,
        sum_estimated_lateness: sum('lateness') / tally.unitsPerSecond,
      })
    }
  }
  return counts
}

const NOTHING: Sums = { runs: 0, runTime: 0, lateness: 0 }

const keyOf = ({ type, name }: Pick<Series, 'type' | 'name'>, bound: number) => `${bound} ${type} ${name}`
