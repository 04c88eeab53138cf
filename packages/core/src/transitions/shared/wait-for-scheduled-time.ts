import { type Instant, secondsBetween } from '@reeve/wire'
import { type AnyRunRule, types, wait } from '../rule.ts'

const MICROSECONDS = 1_000_000

/** A run does not start before its scheduled time. [B36, B52] */
export const waitForScheduledTime: AnyRunRule = {
  from: types('SCHEDULED', 'PENDING'),
  to: types('RUNNING'),
  before({ current, surroundings }) {
    const scheduled = current?.state_details.scheduled_time
    if (!scheduled) return undefined
    const seconds = wholeSecondsUntil(scheduled as Instant, surroundings.now)
    return seconds > 0 ? wait(seconds, 'Scheduled time is in the future') : undefined
  },
}

/** Rounded to the nearest second, a half down. */
function wholeSecondsUntil(scheduled: Instant, now: Instant): number {
  const microseconds = Math.round(secondsBetween(now, scheduled) * MICROSECONDS)
  const seconds = Math.floor(microseconds / MICROSECONDS)
  return seconds + (microseconds - seconds * MICROSECONDS > MICROSECONDS / 2 ? 1 : 0)
}
