import { calendarDay, DAY, dayNumber, HOUR, MINUTE, SECOND } from '../wall-time.ts'
import type { Frequency, Rule } from './rule.ts'

/** A stretch of time in which a rule is looked at as a whole, in microseconds on the wall clock. */
export interface Period {
  readonly from: number
  /** Not within. */
  readonly to: number
}

const LENGTHS: Readonly<Partial<Record<Frequency, number>>> = {
  WEEKLY: 7 * DAY,
  DAILY: DAY,
  HOURLY: HOUR,
  MINUTELY: MINUTE,
  SECONDLY: SECOND,
}

/** The periods of a rule by their number; the first is the one in which it begins. */
export function periodsOf(
  { frequency, interval, weekStart }: Rule,
  begin: number,
): (index: number) => Period {
  const length = LENGTHS[frequency]
  if (length !== undefined) {
    const first = frequency === 'WEEKLY' ? weekOf(begin, weekStart) : Math.floor(begin / length) * length
    return (index) => {
      const from = first + index * interval * length
      return { from, to: from + length }
    }
  }
  const { year, month } = calendarDay(Math.floor(begin / DAY))
  const [months, firstMonth] = frequency === 'YEARLY' ? [12, 1] : [1, month]
  return (index) => {
    const at = firstMonth + index * interval * months
    return { from: dayNumber(year, at, 1) * DAY, to: dayNumber(year, at + months, 1) * DAY }
  }
}

function weekOf(time: number, weekStart: number): number {
  const day = Math.floor(time / DAY)
  const weekday = (calendarDay(day).weekday + 6) % 7
  return (day - ((weekday - weekStart + 7) % 7)) * DAY
}

/** The number of the last period of a rule that begins at this time or before, at least 0. */
export function periodAt(period: (index: number) => Period, time: number): number {
  if (period(0).from >= time) return 0
  let [low, high] = [0, 1]
  while (period(high).from <= time) [low, high] = [high, high * 2]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (period(middle).from <= time) low = middle
    else high = middle
  }
  return low
}

/** Whether a rule recurs once in each of its periods: it says nothing but how often, in equal steps. */
export const isOnePerPeriod = (rule: Rule): boolean =>
  rule.frequency in LENGTHS &&
  [rule.months, rule.weekNumbers, rule.yearDays, rule.monthDays, rule.weekdays].every(isEmpty) &&
  [rule.hours, rule.minutes, rule.seconds, rule.positions].every(isEmpty)

const isEmpty = ({ length }: readonly unknown[]): boolean => length === 0
