import { type CronField, type CronFieldName, parseCronField, type Sunday } from './cron-fields.ts'
import type { Patience } from './patience.ts'
import {
  type CalendarDay,
  calendarDay,
  DAY,
  daysInMonth,
  HOUR,
  instantAt,
  MINUTE,
  SECOND,
  wallTime,
} from './wall-time.ts'

/** A cron line, read. */
export type Cron = Readonly<Record<CronFieldName, CronField>>

const ALIASES: Readonly<Record<string, string>> = {
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
}

/** Seconds stand after the day of the week, and years after them. */
const ORDER: readonly CronFieldName[] = ['minute', 'hour', 'day', 'month', 'weekday', 'second', 'year']
const DEFAULTS: Readonly<Partial<Record<CronFieldName, string>>> = { second: '0', year: '*' }

/** A cron line from its text; undefined if it is none. [E3] */
export function parseCron(text: string): Cron | undefined {
  const line = text.trim().toLowerCase()
  const parts = (ALIASES[line] ?? line).split(/\s+/)
  if (parts.length < 5 || parts.length > 7) return undefined
  const sunday: Sunday = parts.length === 5 ? '0 or 7' : '0'
  const fields = ORDER.map((name, index) => [
    name,
    parseCronField(name, parts[index] ?? DEFAULTS[name] ?? '', sunday),
  ])
  if (fields.some(([, field]) => field === undefined)) return undefined
  return Object.fromEntries(fields) as Cron
}

/** What is wrong with a cron line, in words; undefined if nothing is. [E3] */
export function cronProblem(text: string): string | undefined {
  const plain = text.replaceAll(/(?<=^|\s)[rR](?=\s|$)/g, '*')
  if (!parseCron(plain)) return `Invalid cron string: "${text}"`
  return plain === text ? undefined : `Random and Hashed expressions are unsupported, received: "${text}"`
}

/** When and where a cron line counts. */
export interface CronTimetable {
  readonly cron: Cron
  readonly zone: string
  /** Whether one of the two day fields is enough if both are set, rather than needed with the other. */
  readonly dayOr: boolean
}

/** As far as is looked for the next day that matches. */
const MAX_DAYS = 50 * 366

/** The times of a cron line from `start` on, in order, until none comes for decades. [E3] */
export function* cronTimes(
  { cron, zone, dayOr }: CronTimetable,
  start: number,
  patience: Patience,
): Generator<number> {
  const from = wallTime(Math.ceil(start / SECOND) * SECOND, zone)
  let fruitless = 0
  // Where clocks go forward, a time may come before one that was given already, or be one.
  const seen = new Set<number>()
  for (let day = Math.floor(from / DAY); fruitless < MAX_DAYS && patience.spend(); day++) {
    fruitless++
    if (!matchesDay(cron, calendarDay(day), dayOr)) continue
    for (const time of timesOfDay(cron, from - day * DAY)) {
      if (!patience.spend()) return
      const instant = instantAt(day * DAY + time, zone, 'earlier')
      if (instant < start || seen.has(instant)) continue
      fruitless = 0
      seen.add(instant)
      yield instant
    }
  }
}

/** The times of a day that a cron line allows, from this one on. */
function* timesOfDay({ hour, minute, second }: Cron, from: number): Generator<number> {
  const [seconds, minutes] = [valuesOf(second, 60), valuesOf(minute, 60)]
  for (const h of valuesOf(hour, 24)) {
    if ((h + 1) * HOUR <= from) continue
    for (const m of minutes) {
      if (h * HOUR + (m + 1) * MINUTE <= from) continue
      for (const s of seconds) {
        const time = h * HOUR + m * MINUTE + s * SECOND
        if (time >= from) yield time
      }
    }
  }
}

const valuesOf = ({ values }: CronField, count: number): number[] =>
  values ? [...values].toSorted((a, b) => a - b) : Array.from({ length: count }, (_, index) => index)

function matchesDay(cron: Cron, date: CalendarDay, dayOr: boolean): boolean {
  if (!allows(cron.month, date.month) || !allows(cron.year, date.year)) return false
  const day = matchesDayOfMonth(cron.day, date)
  const weekday = matchesWeekday(cron.weekday, date)
  if (dayOr && cron.weekday.nth.length > 0) return weekday
  return dayOr && isSet(cron.day) && isSet(cron.weekday) ? day || weekday : day && weekday
}

const isSet = ({ values, last }: CronField) => values !== null || last

const allows = ({ values }: CronField, value: number) => values === null || values.has(value)

const matchesDayOfMonth = (field: CronField, { year, month, day }: CalendarDay) =>
  allows(field, day) || (field.last && day === daysInMonth(year, month))

const matchesWeekday = (field: CronField, { year, month, day, weekday }: CalendarDay) =>
  allows(field, weekday) ||
  field.nth.some(
    (one) =>
      one.weekday === weekday &&
      (one.n === 'last' ? day + 7 > daysInMonth(year, month) : Math.ceil(day / 7) === one.n),
  )
