import { DAY, HOUR, MINUTE, SECOND } from '../wall-time.ts'
import type { Period } from './periods.ts'
import type { Rule } from './rule.ts'

/** Times of the day that a rule allows; null where it goes through all. */
export interface Times {
  readonly hours: readonly number[] | null
  readonly minutes: readonly number[] | null
  readonly seconds: readonly number[] | null
}

/** Where a rule says nothing of the time, that of its beginning counts; null where it goes through all. */
export function timesOf({ frequency, hours, minutes, seconds }: Rule, begin: number): Times {
  const time = ((begin % DAY) + DAY) % DAY
  const given = (values: readonly number[], all: boolean, own: number) =>
    values.length > 0 ? values : all ? null : [own]
  const [hourly, minutely, secondly] = [
    ['HOURLY', 'MINUTELY', 'SECONDLY'].includes(frequency),
    ['MINUTELY', 'SECONDLY'].includes(frequency),
    frequency === 'SECONDLY',
  ]
  return {
    hours: given(hours, hourly, Math.floor(time / HOUR)),
    minutes: given(minutes, minutely, Math.floor((time % HOUR) / MINUTE)),
    seconds: given(seconds, secondly, Math.floor((time % MINUTE) / SECOND)),
  }
}

/** The times of a day within a stretch of it, in order or from the last on. What all may be is as the stretch begins. */
export function* timesWithin(times: Times, stretch: Period, order: 'up' | 'down'): Generator<number> {
  const { from, to } = { from: Math.max(0, stretch.from), to: Math.min(DAY, stretch.to) }
  const own = (length: number, of: number) => [Math.floor((from % of) / length)]
  const sorted = (values: readonly number[]) => (order === 'up' ? values : values.toReversed())
  const minutes = sorted(times.minutes ?? own(MINUTE, HOUR))
  const seconds = sorted(times.seconds ?? own(SECOND, MINUTE))
  for (const hour of sorted(times.hours ?? own(HOUR, DAY))) {
    if (isApart(hour * HOUR, HOUR, { from, to })) continue
    for (const minute of minutes) {
      const start = hour * HOUR + minute * MINUTE
      if (isApart(start, MINUTE, { from, to })) continue
      for (const second of seconds) {
        const time = start + second * SECOND
        if (time >= from && time < to) yield time
      }
    }
  }
}

const isApart = (start: number, length: number, { from, to }: Period): boolean =>
  start + length <= from || start >= to
