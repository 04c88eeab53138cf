import { DAY, HOUR, MINUTE, SECOND } from '../wall-time.ts'
import { type DayTest, dayTest } from './days.ts'
import { type Period, periodAt, periodsOf } from './periods.ts'
import type { Rule } from './rule.ts'

/** After as many periods without an occurrence none is looked for any more: days that never come. */
const MAX_FRUITLESS_PERIODS = 100_000

/**
 * The clock readings at which a rule that begins at `begin` recurs, in order, those before a span left out and none
 * sought after it. What cannot matter is jumped over: a rule for every second may have begun years ago. [E4]
 */
export function* occurrences(rule: Rule, begin: number, { from, to }: Period): Generator<number> {
  const period = periodsOf(rule, begin)
  const allows = dayTest(rule, begin)
  const times = timesOf(rule, begin)
  let left = rule.count ?? Number.POSITIVE_INFINITY
  let index = rule.count === null ? Math.max(0, periodAt(period, from) - 1) : 0
  for (let fruitless = 0; fruitless < MAX_FRUITLESS_PERIODS && left > 0; fruitless++) {
    const current = period(index)
    if (current.from >= to) return
    const skipped = dayIsOut(current, allows)
    for (const time of skipped ? [] : inPeriod(rule, current, { allows, times })) {
      if (time < begin) continue
      if (rule.until !== null && time > rule.until) return
      if (left-- <= 0) return
      fruitless = 0
      if (time >= from) yield time
    }
    if (rule.until !== null && current.from > rule.until) return
    index = skipped ? nextDay(period, index, current) : index + 1
  }
}

/** True for a period within one day that the rule does not allow. */
const dayIsOut = ({ from, to }: Period, allows: DayTest): boolean =>
  to - from < DAY && !allows(Math.floor(from / DAY))

/** The first period that begins on a later day. */
function nextDay(period: (index: number) => Period, index: number, { from }: Period): number {
  const step = period(index + 1).from - from
  const rest = (Math.floor(from / DAY) + 1) * DAY - from
  return index + Math.max(1, Math.ceil(rest / step))
}

/** Times of the day that a rule allows. */
interface Times {
  readonly hours: readonly number[] | null
  readonly minutes: readonly number[] | null
  readonly seconds: readonly number[] | null
}

/** Where a rule says nothing of the time, that of its beginning counts; null where it goes through all. */
function timesOf({ frequency, hours, minutes, seconds }: Rule, begin: number): Times {
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

/** The occurrences of one period, in order. */
function inPeriod(
  { positions }: Rule,
  period: Period,
  { allows, times }: { readonly allows: DayTest; readonly times: Times },
): number[] {
  const found: number[] = []
  for (let day = Math.floor(period.from / DAY); day * DAY < period.to; day++) {
    if (!allows(day)) continue
    for (const time of timesWithin(times, period, day * DAY)) found.push(time)
  }
  if (positions.length === 0) return found
  const chosen = positions.flatMap((position) => found.at(position > 0 ? position - 1 : position) ?? [])
  return [...new Set(chosen)].toSorted((a, b) => a - b)
}

function timesWithin({ hours, minutes, seconds }: Times, { from, to }: Period, midnight: number): number[] {
  const found: number[] = []
  const [start, end] = [Math.max(from, midnight), Math.min(to, midnight + DAY)]
  for (const hour of hours ?? [Math.floor((start - midnight) / HOUR)]) {
    for (const minute of minutes ?? [Math.floor(((start - midnight) % HOUR) / MINUTE)]) {
      for (const second of seconds ?? [Math.floor(((start - midnight) % MINUTE) / SECOND)]) {
        const time = midnight + hour * HOUR + minute * MINUTE + second * SECOND
        if (time >= start && time < end) found.push(time)
      }
    }
  }
  return found
}
