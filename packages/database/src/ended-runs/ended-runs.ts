import type { Instant } from '@reeve/wire'
import type { Predicate } from '../filters/predicate.ts'
import type { StateCondition } from '../filters/states-alone.ts'
import type { BucketCount, Buckets } from '../history/buckets.ts'

/** Runs in some states, as a condition on the ended ones and in SQL. */
export interface InStates {
  readonly states: StateCondition
  readonly where: Predicate
}

/** What a history of all flow runs is told of: which time, and up to when estimates go. */
export interface HistorySpan {
  readonly buckets: Buckets
  readonly now: Instant
}

/**
 * Counts of flow runs that need not look at each run that ended: those are tallied once and from then on change by
 * change. Each answer is undefined where the tally cannot give it, among other times as long as it is being made.
 */
export interface EndedRuns {
  /** How many flow runs, ended or not, are in the states. */
  count(wanted: InStates): Promise<number | undefined>
  /** What `countRuns` gives for all flow runs. [D24] */
  history(span: HistorySpan): Promise<BucketCount[] | undefined>
}
