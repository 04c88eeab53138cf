import { type CalendarDay, calendarDay, DAY, dayNumber, daysInMonth } from '../wall-time.ts'
import type { Rule, RuleWeekday } from './rule.ts'

/** Says of a day, counted from 1970-01-01, whether a rule allows it. */
export type DayTest = (day: number) => boolean

/** 0 for Monday. */
const weekdayOf = ({ weekday }: CalendarDay): number => (weekday + 6) % 7

/** The days that a rule allows. Where it says nothing of days, that of its beginning counts. [E4] */
export function dayTest(rule: Rule, begin: number): DayTest {
  const tests = testsOf(withDefaults(rule, calendarDay(Math.floor(begin / DAY))))
  return (day) => {
    const date = calendarDay(day)
    return tests.every((test) => test(date, day))
  }
}

function withDefaults(rule: Rule, begin: CalendarDay): Rule {
  const { frequency, months } = rule
  if ([rule.weekNumbers, rule.yearDays, rule.monthDays, rule.weekdays].some(({ length }) => length > 0))
    return rule
  switch (frequency) {
    case 'YEARLY':
      return { ...rule, months: months.length > 0 ? months : [begin.month], monthDays: [begin.day] }
    case 'MONTHLY':
      return { ...rule, monthDays: [begin.day] }
    case 'WEEKLY':
      return { ...rule, weekdays: [{ weekday: weekdayOf(begin), n: null }] }
    default:
      return rule
  }
}

type Test = (date: CalendarDay, day: number) => boolean

/** Each part that is given narrows the days. */
function testsOf(rule: Rule): Test[] {
  const { months, monthDays, yearDays, weekNumbers } = rule
  return [
    ...(months.length > 0 ? [({ month }: CalendarDay) => months.includes(month)] : []),
    ...(monthDays.length > 0 ? [monthDayTest(monthDays)] : []),
    ...(yearDays.length > 0 ? [yearDayTest(yearDays)] : []),
    ...(weekNumbers.length > 0 ? [weekNumberTest(rule)] : []),
    ...(rule.weekdays.length > 0 ? [weekdayTest(rule)] : []),
  ]
}

function monthDayTest(monthDays: readonly number[]): Test {
  const days = new Set(monthDays)
  return ({ year, month, day }) => days.has(day) || days.has(day - daysInMonth(year, month) - 1)
}

function yearDayTest(yearDays: readonly number[]): Test {
  const days = new Set(yearDays)
  return ({ year }, day) =>
    days.has(day - dayNumber(year, 1, 1) + 1) || days.has(day - dayNumber(year + 1, 1, 1))
}

/** Weeks count from the first that has four days of the year. */
function weekNumberTest({ weekNumbers, weekStart }: Rule): Test {
  const firstWeek = (year: number) => {
    const fourth = dayNumber(year, 1, 4)
    return fourth - ((weekdayOf(calendarDay(fourth)) - weekStart + 7) % 7)
  }
  return ({ year }, day) =>
    [year - 1, year, year + 1].some((of) => {
      const [first, next] = [firstWeek(of), firstWeek(of + 1)]
      if (day < first || day >= next) return false
      const number = Math.floor((day - first) / 7) + 1
      return weekNumbers.includes(number) || weekNumbers.includes(number - (next - first) / 7 - 1)
    })
}

/**
 * The n-th of a weekday counts in the month, or in the year where a yearly rule names no months. Where weekdays stand
 * with and without a number, a day must be one of either kind, as the reference has it.
 */
function weekdayTest({ frequency, months, weekdays }: Rule): Test {
  const counted = frequency === 'MONTHLY' || frequency === 'YEARLY'
  const inYear = frequency === 'YEARLY' && months.length === 0
  const isPlain = ({ n }: RuleWeekday) => n === null || !counted
  const plain = new Set(weekdays.filter(isPlain).map(({ weekday }) => weekday))
  const nth = new Set(weekdays.filter((one) => !isPlain(one)).map(({ weekday, n }) => `${n} ${weekday}`))
  return (date, day) => {
    const weekday = weekdayOf(date)
    if (plain.size > 0 && !plain.has(weekday)) return false
    if (nth.size === 0) return true
    const { year, month } = date
    const first = inYear ? dayNumber(year, 1, 1) : dayNumber(year, month, 1)
    const next = inYear ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1)
    const fromBegin = Math.floor((day - first) / 7) + 1
    const fromEnd = -Math.floor((next - 1 - day) / 7) - 1
    return nth.has(`${fromBegin} ${weekday}`) || nth.has(`${fromEnd} ${weekday}`)
  }
}
