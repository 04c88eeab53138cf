/*
 * Instants and readings of a wall clock are microseconds since 1970 here, the latter as if the clock showed UTC: a
 * number holds both exactly until the year 2255.
 */

export const SECOND = 1_000_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

const MICROSECONDS_PER_MILLISECOND = 1000

/** The last second of the year 9999: later instants cannot be written. */
export const LAST_SECOND = Date.UTC(10_000, 0, 1) * MICROSECONDS_PER_MILLISECOND - SECOND

/** What a clock of a time zone shows at an instant. */
export function wallTime(instant: number, zone: string): number {
  if (zone === 'UTC') return instant
  return instant + zonedTime(instant, zone).offsetNanoseconds / 1000
}

const zonedTime = (instant: number, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(
    Math.floor(instant / MICROSECONDS_PER_MILLISECOND),
  ).toZonedDateTimeISO(zone)

/**
 * The instant at which a clock of a time zone shows this. A time that comes twice or, where clocks go forward, not
 * at all: `earlier` is its first coming, or that time by the offset that follows; `later` the other.
 */
export function instantAt(wall: number, zone: string, which: 'earlier' | 'later'): number {
  if (zone === 'UTC') return wall
  const milliseconds = Math.floor(wall / MICROSECONDS_PER_MILLISECOND)
  const local = zonedTime(wall, 'UTC').toPlainDateTime().toZonedDateTime(zone, { disambiguation: which })
  const rest = wall - milliseconds * MICROSECONDS_PER_MILLISECOND
  return local.epochMilliseconds * MICROSECONDS_PER_MILLISECOND + rest
}

/**
 * Whether the next change of a zone's clocks begins a summer time: they go forward, by two hours at most, and back by
 * as much within a year. Time zone data of JavaScript do not tell it otherwise.
 */
export function isSummerNext(instant: number, zone: string): boolean {
  const before = zonedTime(instant, zone)
  const summer = before.getTimeZoneTransition('next')
  const winter = summer?.getTimeZoneTransition('next')
  if (!summer || !winter) return false
  const forward = summer.offsetNanoseconds - before.offsetNanoseconds
  const back = summer.offsetNanoseconds - winter.offsetNanoseconds
  const length = (winter.epochMilliseconds - summer.epochMilliseconds) * MICROSECONDS_PER_MILLISECOND
  return forward === back && forward > 0 && forward <= 2 * HOUR * 1000 && length < 366 * DAY
}

/** A day of the calendar. */
export interface CalendarDay {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  /** 1 to 31. */
  readonly day: number
  /** 0 for Sunday. */
  readonly weekday: number
}

/** The day with this number, counted from 1970-01-01. */
export function calendarDay(number: number): CalendarDay {
  const date = new Date(number * 86_400_000)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
  }
}

/** The number of a day, counted from 1970-01-01. Months and days beyond their range go on into the next. */
export const dayNumber = (year: number, month: number, day: number): number =>
  // The first hundred years would be taken for those since 1900.
  year < 100
    ? dayNumber(year + 400, month, day) - DAYS_OF_400_YEARS
    : Date.UTC(year, month - 1, day) / 86_400_000

const DAYS_OF_400_YEARS = 146_097

export const daysInMonth = (year: number, month: number): number =>
  dayNumber(year, month + 1, 1) - dayNumber(year, month, 1)
