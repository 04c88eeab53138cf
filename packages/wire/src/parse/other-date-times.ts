import type { Instant } from '../instant.ts'
import { isDate, shift } from './calendar.ts'
import { type Problem, valueError } from './issue.ts'

/*
 * The spellings that the reference reads besides the common ones: week dates, days of the year, dates without
 * separators or with slashes or colons, years and months alone, times of today, and the word "now".
 */

const TIME = String.raw`(?<hour>\d\d)(?:(?<separator>:?)(?<minute>\d\d)(?:\k<separator>(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)?)?`
const OFFSET = String.raw`(?<zone>Z|(?<sign>[+-])(?<zoneHour>\d\d)(?::?(?<zoneMinute>\d\d))?)?`

const EXTENDED_DATE = new RegExp(
  String.raw`^(?<year>\d{4})(?:-(?<month>\d\d))?$|^(?<year>\d{4})-(?:(?<month>\d\d)-(?<day>\d\d)|W(?<week>\d\d)(?:-(?<weekday>\d))?|(?<ordinal>\d{3}))(?:[T ]${TIME}${OFFSET})?$`,
)
const BASIC_DATE = new RegExp(
  String.raw`^(?<year>\d{4})(?:(?<month>\d\d)(?<day>\d\d)|W(?<week>\d\d)(?<weekday>\d)?|(?<ordinal>\d{3}))(?:[T ]${TIME}${OFFSET})?$`,
)
const TIME_OF_TODAY = new RegExp(String.raw`^(?=T|\d\d:)T?${TIME}${OFFSET}$`)
const SHORT_TIME =
  /^ ?(?<hour>\d{1,2}):(?<minute>\d{1,2})?(?::(?<second>\d{1,2}))?(?:[.,|](?<fraction>\d{1,9}))?$/
const COMMON_DATE =
  /^(?<year>\d{4})(?:[/:]?(?<month>\d\d)[/:]?(?<day>\d\d))?(?: ?(?<hour>\d{1,2}):(?<minute>\d{1,2})?(?::(?<second>\d{1,2}))?(?:[.,|](?<fraction>\d{1,9}))?)?$/
const DURATION =
  /^P(?=.)(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:[.,]\d+)?S)?)?)$/

type Parts = Readonly<Record<string, string | undefined>>

/** The instant that an uncommon spelling means; undefined if it is none of them. */
export function readOtherDateTime(text: string, now: Instant): Instant | Problem | undefined {
  if (text === 'now') return now
  if (DURATION.test(text)) return notADateTime('duration.Duration')
  if (text.includes('/')) {
    const interval = readInterval(text)
    if (interval) return interval
  }
  return readStandard(text, now) ?? readCommon(text, now)
}

const notADateTime = (what: string) =>
  valueError(`value is not a valid datetime it is a <class 'pendulum.${what}'>`)

const isStandard = (text: string) => EXTENDED_DATE.test(text) || BASIC_DATE.test(text)

function readInterval(text: string): Problem | undefined {
  const ends = text.split('/')
  if (ends.length !== 2 || !ends.every((end) => isStandard(end) || DURATION.test(end))) return undefined
  if (ends.some((end) => DURATION.test(end))) return NOT_A_DATE_TIME
  return notADateTime('interval.Interval')
}

function readStandard(text: string, now: Instant): Instant | undefined {
  const extended = EXTENDED_DATE.exec(text)?.groups
  if (extended && extended.separator !== '') return assemble(dayOf(extended), extended)
  const basic = BASIC_DATE.exec(text)?.groups
  if (basic && basic.separator !== ':') return assemble(dayOf(basic), basic)
  const { sign: _, ...time } = TIME_OF_TODAY.exec(text)?.groups ?? {}
  return time.hour === undefined ? undefined : assemble(now.slice(0, 10), time)
}

function readCommon(text: string, now: Instant): Instant | Problem | undefined {
  const time = SHORT_TIME.exec(text)?.groups
  const date = COMMON_DATE.exec(text)?.groups
  const parts = time ?? date
  if (!parts) return undefined
  if (parts.hour !== undefined && parts.minute === undefined) return NOT_A_DATE_TIME
  return outOfRange(parts) ?? assemble(time ? now.slice(0, 10) : dayOf(parts), parts)
}

const NOT_A_DATE_TIME: Problem = { type: 'value_error', msg: 'value is not a valid datetime' }

function outOfRange(parts: Parts): Problem | undefined {
  const { year, month = '1', day = '1', hour = '0', minute = '0', second = '0' } = parts
  if (year !== undefined && (month < '01' || month > '12') && parts.month)
    return valueError('month must be in 1..12')
  if (year !== undefined && !isDate(Number(year), Number(month), Number(day)))
    return valueError('day is out of range for month')
  if (Number(hour) > 23) return valueError('hour must be in 0..23')
  if (Number(minute) > 59) return valueError('minute must be in 0..59')
  return Number(second) > 59 ? valueError('second must be in 0..59') : undefined
}

function dayOf({ year = '', month = '01', day = '01', week, weekday, ordinal }: Parts): string | undefined {
  if (week !== undefined) return weekDay(Number(year), Number(week), Number(weekday ?? 1))
  if (ordinal !== undefined) return dayOfYear(Number(year), Number(ordinal))
  return isDate(Number(year), Number(month), Number(day)) ? `${year}-${month}-${day}` : undefined
}

const isoDate = (time: number) => new Date(time).toISOString().slice(0, 10)

/** Milliseconds of a day in January of a year, of the first hundred years too. */
const january = (year: number, day: number) => new Date(0).setUTCFullYear(year, 0, day)

function dayOfYear(year: number, ordinal: number): string | undefined {
  const date = isoDate(january(year, ordinal))
  return ordinal > 0 && Number(date.slice(0, 4)) === year ? date : undefined
}

function weekDay(year: number, week: number, weekday: number): string | undefined {
  const fourth = new Date(january(year, 4))
  const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * 86_400_000
  const thursday = isoDate(monday + ((week - 1) * 7 + 3) * 86_400_000)
  if (week < 1 || weekday < 1 || weekday > 7 || Number(thursday.slice(0, 4)) !== year) return undefined
  return isoDate(monday + ((week - 1) * 7 + weekday - 1) * 86_400_000)
}

function assemble(day: string | undefined, parts: Parts): Instant | undefined {
  const { hour = '00', minute = '00', second = '00', fraction = '', sign, zoneHour, zoneMinute = '0' } = parts
  if (day === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  const time = [hour, minute, second].map((part) => part.padStart(2, '0')).join(':')
  const instant = `${day} ${time}.${fraction.slice(0, 6).padEnd(6, '0')}` as Instant
  if (sign === undefined) return instant
  if (Number(zoneHour) > 23) return undefined
  return shift(instant, (sign === '+' ? -60 : 60) * (Number(zoneHour) * 60 + Number(zoneMinute)))
}
