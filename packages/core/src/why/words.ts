import { type Instant, printInstant, secondsBetween } from '@reeve/wire'
import type { Holder } from './facts.ts'

/** A point in time as sentences name it: to the second. */
export const clock = (instant: Instant): string => printInstant(instant).replace(/\.\d+/, '')

const UNITS = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
] as const

/** How long, in the largest unit that fits: `5 minutes`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const [size, unit] = UNITS.find(([size]) => whole >= size) ?? [1, 'second']
  const count = Math.floor(whole / size)
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** When, and how long ago that is. */
export const since = (instant: Instant, now: Instant): string =>
  `${clock(instant)} (${duration(secondsBetween(instant, now))} ago)`

/** `1 run`, `2 runs`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

const NAMED_AT_MOST = 3

/** A few of them by name, and how many more there are of `count` in all: `a, b and 3 more`. */
export function named(holders: readonly Holder[], count: number): string {
  const shown = holders.slice(0, NAMED_AT_MOST).map(({ name, id }) => name ?? id)
  const more = count - shown.length
  const parts = more > 0 ? [...shown, `${more} more`] : shown
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
