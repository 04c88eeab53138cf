import {
  addSeconds,
  type Instant,
  instantFromMicroseconds,
  millisecondsOf,
  type StateType,
} from '@reeve/wire'
import type { BucketCount, Buckets } from '../history/buckets.ts'
import { type Series, type Sums, sumOf, type Tally } from './tally.ts'

/**
 * The part of a tally's bucket that lies before one of the bounds of a history: it has to be looked up, because the
 * tally knows whole buckets.
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
  return bounds.flatMap((to, bound) => {
    const from = startOf(tally, bucketOf(tally, to))
    return from < to ? [{ bound, from, to }] : []
  })
}

const bucketOf = ({ seconds }: Tally, instant: Instant): number =>
  Math.floor(millisecondsOf(instant) / 1000 / seconds)

const EPOCH = instantFromMicroseconds(0n)

/** The first instant that has a name, in seconds. */
const BEGINNING_OF_TIME = -62_135_596_800

const startOf = ({ seconds }: Tally, bucket: number): Instant =>
  addSeconds(EPOCH, Math.max(bucket * seconds, BEGINNING_OF_TIME))

/**
 * Counts ended runs by the bucket of a history and by state: the tally's buckets that begin in it, without the edge
 * before it and with the one before its end. [D24]
 */
export function countEnded(tally: Tally, { bounds }: Buckets, edges: readonly EdgeSums[]): BucketCount[] {
  const starts = bounds.map((bound) => bucketOf(tally, bound))
  const edgeAt = new Map(edges.map((edge) => [keyOf(edge, edge.bound), edge]))
  const counts: BucketCount[] = []
  for (const series of tally.series) {
    // An answer has no place for states without a name. [A30]
    if (series.name === null) continue
    for (let bucket = 0; bucket + 1 < bounds.length; bucket++) {
      const whole = sumOf(series, starts[bucket] as number, starts[bucket + 1] as number)
      const before = edgeAt.get(keyOf(series, bucket)) ?? NOTHING
      const within = edgeAt.get(keyOf(series, bucket + 1)) ?? NOTHING
      const runs = whole.runs - before.runs + within.runs
      if (runs === 0) continue
      counts.push({
        bucket,
        state_type: series.type,
        state_name: series.name,
        count_runs: runs,
        sum_estimated_run_time: (whole.runTime - before.runTime + within.runTime) / tally.unitsPerSecond,
        sum_estimated_lateness: (whole.lateness - before.lateness + within.lateness) / tally.unitsPerSecond,
      })
    }
  }
  return counts
}

const NOTHING: Sums = { runs: 0, runTime: 0, lateness: 0 }

const keyOf = ({ type, name }: Pick<Series, 'type' | 'name'>, bound: number) => `${bound} ${type} ${name}`
