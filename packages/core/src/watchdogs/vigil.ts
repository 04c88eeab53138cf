import { type Instant, secondsBetween } from '@reeve/wire'

/**
 * Since when a server has been there without a break, as its ticks show: what others should have said before that
 * they may have said to nobody. [G6]
 */
export interface Vigil {
  readonly since: Instant
  readonly last: Instant
}

/** The vigil once the server ticks again; a pause longer than `maxGapSeconds` begins it anew. */
export function keepVigil(
  vigil: Vigil | undefined,
  { now, maxGapSeconds }: { readonly now: Instant; readonly maxGapSeconds: number },
): Vigil {
  const isUnbroken =
    vigil !== undefined && secondsBetween(vigil.last, now) <= maxGapSeconds && vigil.last <= now
  return { since: isUnbroken ? vigil.since : now, last: now }
}

/** Whether the server has been there for long enough to judge by a silence of this many seconds. */
export const hasWatchedFor = ({ since, last }: Vigil, seconds: number): boolean =>
  secondsBetween(since, last) >= seconds
