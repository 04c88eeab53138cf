import { addSeconds, type Instant } from '@reeve/wire'

/** A clock that stands still until a test moves it. */
export interface ManualClock {
  now(): Instant
  /** Moves it on by seconds, or back. Returns the new time. */
  advance(seconds: number): Instant
  set(instant: Instant): void
}

/** A clock that starts at `start`, by default at the beginning of 2026. */
export function manualClock(start = '2026-01-01 00:00:00.000000' as Instant): ManualClock {
  let now = start
  return {
    now: () => now,
    advance(seconds) {
      now = addSeconds(now, seconds)
      return now
    },
    set(instant) {
      now = instant
    },
  }
}
