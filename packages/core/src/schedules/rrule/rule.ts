import { DAY, dayNumber, HOUR, MINUTE, SECOND } from '../wall-time.ts'

export const FREQUENCIES = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'MINUTELY', 'SECONDLY'] as const

export type Frequency = (typeof FREQUENCIES)[number]

/** A day of the week, 0 for Monday, of which the n-th of a month or year may be meant; negative from the end. */
export interface RuleWeekday {
  readonly weekday: number
  readonly n: number | null
}

/** A recurrence rule as it is written; times are readings of a wall clock in microseconds since 1970. */
export interface Rule {
  readonly frequency: Frequency
  readonly interval: number
  readonly count: number | null
  readonly until: number | null
  /** 0 for Monday. */
  readonly weekStart: number
  readonly months: readonly number[]
  readonly weekNumbers: readonly number[]
  readonly yearDays: readonly number[]
  readonly monthDays: readonly number[]
  readonly weekdays: readonly RuleWeekday[]
  readonly hours: readonly number[]
  readonly minutes: readonly number[]
  readonly seconds: readonly number[]
  readonly positions: readonly number[]
}

/** What is wrong with a rule, as clients read it. */
export class RuleError extends Error {}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** Reads what stands after `RRULE:`, in capitals. Throws a RuleError. [E4] */
export function parseRule(text: string): Rule {
  const parts = new Map<string, string>()
  for (const pair of text.split(';')) {
    const [name = '', value] = pair.split('=')
    if (value === undefined) throw new RuleError('not enough values to unpack (expected 2, got 1)')
    if (!PARTS.has(name)) throw new RuleError(`unknown parameter '${name}'`)
    parts.set(name, value)
  }
  const read = <T>(name: string, reading: (value: string) => T | undefined, missing: T): T => {
    const value = parts.get(name)
    if (value === undefined) return missing
    const result = reading(value)
    if (result === undefined) throw new RuleError(`invalid '${name}': ${value}`)
    return result
  }
  const frequency = read('FREQ', (value) => FREQUENCIES.find((one) => one === value), undefined)
  if (!frequency) throw new RuleError("missing 'FREQ'")
  const numbers = (name: string, min: number, max: number) =>
    read(name, (value) => parseNumbers(value, min, max), [])
  return {
    frequency,
    interval: read('INTERVAL', (value) => parseCount(value, 1), 1),
    count: read<number | null>('COUNT', (value) => parseCount(value, 0), null),
    until: read<number | null>('UNTIL', parseTime, null),
    weekStart: read('WKST', (value) => indexOf(WEEKDAYS, value), 0),
    months: numbers('BYMONTH', 1, 12),
    weekNumbers: numbers('BYWEEKNO', -53, 53),
    yearDays: numbers('BYYEARDAY', -366, 366),
    monthDays: numbers('BYMONTHDAY', -31, 31),
    weekdays: read('BYDAY', parseWeekdays, read('BYWEEKDAY', parseWeekdays, [])),
    hours: numbers('BYHOUR', 0, 23),
    minutes: numbers('BYMINUTE', 0, 59),
    seconds: numbers('BYSECOND', 0, 59),
    positions: numbers('BYSETPOS', -366, 366),
  }
}

const PARTS: ReadonlySet<string> = new Set([
  ...[
    'FREQ',
    'INTERVAL',
    'COUNT',
    'UNTIL',
    'WKST',
    'BYMONTH',
    'BYWEEKNO',
    'BYYEARDAY',
    'BYMONTHDAY',
    'BYDAY',
  ],
  ...['BYWEEKDAY', 'BYHOUR', 'BYMINUTE', 'BYSECOND', 'BYSETPOS'],
])

const indexOf = (list: readonly string[], value: string): number | undefined => {
  const index = list.indexOf(value)
  return index < 0 ? undefined : index
}

function parseCount(text: string, min: number): number | undefined {
  const count = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN
  return count >= min ? count : undefined
}

function parseNumbers(text: string, min: number, max: number): number[] | undefined {
  const values = text.split(',').map((part) => (/^[+-]?\d+$/.test(part) ? Number(part) : Number.NaN))
  return values.every((value) => value >= min && value <= max)
    ? [...new Set(values)].toSorted((a, b) => a - b)
    : undefined
}

/** `MO`, `-1FR`, `FR(-1)`. */
function parseWeekdays(text: string): RuleWeekday[] | undefined {
  const days = text.split(',').map((part): RuleWeekday | undefined => {
    const match = /^(?:([+-]?\d+)?([A-Z]{2})|([A-Z]{2})\(([+-]?\d+)\))$/.exec(part)
    const weekday = match ? WEEKDAYS.indexOf(match[2] ?? match[3] ?? '') : -1
    const n = match?.[1] ?? match?.[4]
    return weekday < 0 || n === '0' ? undefined : { weekday, n: n === undefined ? null : Number(n) }
  })
  return days.every((day) => day !== undefined) ? days : undefined
}

const TIME = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d))?)?(?:Z|[+-]\d\d:?\d\d)?$/

/** The clock reading of a date or time; the zone that may stand behind it is left out. Undefined if it is none. [E4] */
export function parseTime(text: string): number | undefined {
  const match = TIME.exec(text)
  if (!match) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0))
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59)
    return undefined
  return dayNumber(year, month, day) * DAY + hour * HOUR + minute * MINUTE + second * SECOND
}
