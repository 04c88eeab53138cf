import type { Patience } from '../patience.ts'
import { DAY, HOUR, MINUTE } from '../wall-time.ts'
import { type DayTest, dayTest } from './days.ts'
import { isOnePerPeriod, type Period, periodAt, periodsOf } from './periods.ts'
import type { Rule } from './rule.ts'
import { type Times, timesOf, timesWithin } from './times-of-day.ts'

/** Where occurrences are looked for, and for how long. */
export interface Search {
  readonly span: Period
  readonly patience: Patience
}

/**
 * The clock readings at which a rule that begins at `begin` recurs, in order, those before a span left out and none
 * sought after it. What cannot matter is jumped over: a rule for every second may have begun years ago. [E4]
 */
export function* occurrences(rule: Rule, begin: number, { span, patience }: Search): Generator<number> {
  const period = periodsOf(rule, begin)
  const calendar = { allows: dayTest(rule, begin), times: timesOf(rule, begin), patience }
  let index = rule.count === null || isOnePerPeriod(rule) ? Math.max(0, periodAt(period, span.from) - 1) : 0
  let left = (rule.count ?? Number.POSITIVE_INFINITY) - index
  const last = Math.min(rule.until ?? Number.POSITIVE_INFINITY, span.to)
  while (patience.spend()) {
    const current = period(index)
    // Years beyond all calendars are no numbers.
    if (!(current.from <= last)) return
    const next = skipTo(current, calendar)
    const counted = rule.count !== null || rule.positions.length > 0
    const wanted = counted ? current : { from: Math.max(current.from, span.from), to: current.to }
    for (const time of next === undefined ? inPeriod(rule, wanted, calendar) : []) {
      if (time < begin) continue
      if (time > last || left-- <= 0) return
      if (time >= span.from) yield time
    }
    index = next === undefined ? index + 1 : periodFrom(period, index, next)
  }
}

/** What a rule allows, and for how long it is looked at. */
interface Calendar {
  readonly allows: DayTest
  readonly times: Times
  readonly patience: Patience
}

/** For a period within a day, hour or minute that a rule does not allow, when that is over. */
function skipTo({ from, to }: Period, { allows, times: { hours, minutes } }: Calendar): number | undefined {
  const length = to - from
  if (length >= DAY) return undefined
  const day = Math.floor(from / DAY)
  if (!allows(day)) return (day + 1) * DAY
  const hour = Math.floor(from / HOUR)
  if (hours && !hours.includes(hour - day * 24)) return (hour + 1) * HOUR
  const minute = Math.floor(from / MINUTE)
  if (length < HOUR && minutes && !minutes.includes(minute - hour * 60)) return (minute + 1) * MINUTE
  return undefined
}

/** The first period after this one that begins at a time or later. */
function periodFrom(period: (index: number) => Period, index: number, time: number): number {
  const { from } = period(index)
  const step = period(index + 1).from - from
  return index + Math.max(1, Math.ceil((time - from) / step))
}

/** The occurrences of one period, in order. */
function inPeriod({ positions }: Rule, period: Period, calendar: Calendar): Iterable<number> {
  if (positions.length === 0) return timesOfPeriod(period, calendar, 'up')
  const [first, last] = [Math.max(0, ...positions), -Math.min(0, ...positions)]
  const [up, down] = [
    [...timesOfPeriod(period, calendar, 'up').take(first)],
    [...timesOfPeriod(period, calendar, 'down').take(last)],
  ]
  const chosen = positions.flatMap(
    (position) => (position > 0 ? up[position - 1] : down[-position - 1]) ?? [],
  )
  return [...new Set(chosen)].toSorted((a, b) => a - b)
}

/** Day by day, or from the last day on. */
function* timesOfPeriod(
  { from, to }: Period,
  { allows, times, patience }: Calendar,
  order: 'up' | 'down',
): Generator<number> {
  const [first, last] = [Math.floor(from / DAY), Math.ceil(to / DAY) - 1]
  for (let count = 0; count <= last - first; count++) {
    const day = order === 'up' ? first + count : last - count
    if (!patience.spend()) return
    if (!allows(day)) continue
    const midnight = day * DAY
    for (const time of timesWithin(times, { from: from - midnight, to: to - midnight }, order)) {
      if (!patience.spend()) return
      yield midnight + time
    }
  }
}
