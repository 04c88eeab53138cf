import type { BulkOperationReason, SetStateStatus } from '@reeve/wire'

/** What became of one run or deployment. `FAILED`: a fault of the server; `SKIPPED`: it matched no longer. */
export interface BulkOutcome {
  readonly status: SetStateStatus | 'FAILED' | 'SKIPPED'
  readonly reason: string | null
}

/** What became of all so far. */
export interface Tally {
  readonly accepted: number
  readonly rejected: number
  readonly waiting: number
  readonly aborted: number
  readonly failed: number
  readonly skipped: number
  /** The most frequent ones need not come first. */
  readonly reasons: readonly BulkOperationReason[]
}

/** Reasons that are told apart; some name a run, and then there are as many as runs. */
const MAX_REASONS = 20

const COUNTS = {
  ACCEPT: 'accepted',
  REJECT: 'rejected',
  WAIT: 'waiting',
  ABORT: 'aborted',
  FAILED: 'failed',
  SKIPPED: 'skipped',
} as const satisfies Record<BulkOutcome['status'], keyof Tally>

/** Nothing yet. */
export const NO_TALLY: Tally = {
  accepted: 0,
  rejected: 0,
  waiting: 0,
  aborted: 0,
  failed: 0,
  skipped: 0,
  reasons: [],
}

/** The tally after these outcomes. */
export function addOutcomes(tally: Tally, outcomes: readonly BulkOutcome[]): Tally {
  const counts = { ...tally }
  const reasons = tally.reasons.map((reason) => ({ ...reason }))
  for (const { status, reason } of outcomes) {
    counts[COUNTS[status]] += 1
    if (status !== 'ACCEPT' && status !== 'SKIPPED') countReason(reasons, status, reason)
  }
  return { ...counts, reasons }
}

function countReason(
  reasons: BulkOperationReason[],
  status: NonNullable<BulkOperationReason['status']>,
  reason: string | null,
): void {
  const known = reasons.find((one) => one.status === status && one.reason === reason)
  const others = reasons.find((one) => one.status === null)
  if (known) known.count += 1
  else if (others) others.count += 1
  else if (reasons.length < MAX_REASONS) reasons.push({ status, reason, count: 1 })
  else reasons.push({ status: null, reason: null, count: 1 })
}

/** How many were dealt with. */
export const doneOf = (tally: Omit<Tally, 'reasons'>): number =>
  tally.accepted + tally.rejected + tally.waiting + tally.aborted + tally.failed + tally.skipped
