import type { Patience } from '../patience.ts'
import { DAY, HOUR, instantAt, isSummerNext, MINUTE, SECOND, wallTime } from '../wall-time.ts'
import { occurrences } from './occurrences.ts'
import type { Period } from './periods.ts'
import { parseRule, parseTime, type Rule, RuleError } from './rule.ts'

/** What an rrule text says: rules and single times, and those left out. Times are readings of a wall clock. */
export interface Recurrence {
  readonly begin: number
  readonly rules: readonly Rule[]
  readonly times: readonly number[]
  readonly exceptRules: readonly Rule[]
  readonly exceptTimes: readonly number[]
}

/** 2020-01-01: when a rule begins that does not say. [E4] */
export const DEFAULT_BEGIN = Date.UTC(2020, 0, 1) * 1000

/** Reads an iCalendar recurrence. Throws a RuleError. [E4] */
export function parseRecurrence(text: string): Recurrence {
  const lines = text.toUpperCase().split(/\s+/).filter(Boolean)
  if (lines.length === 0) throw new RuleError('empty string')
  const parsed = {
    begin: DEFAULT_BEGIN,
    rules: [] as Rule[],
    times: [] as number[],
    exceptRules: [] as Rule[],
    exceptTimes: [] as number[],
  }
  for (const line of lines) addLine(line, parsed)
  return parsed
}

function addLine(
  line: string,
  parsed: { -readonly [K in keyof Recurrence]: Recurrence[K] & unknown } & {
    rules: Rule[]
    times: number[]
    exceptRules: Rule[]
    exceptTimes: number[]
  },
): void {
  const [head, ...rest] = line.split(':')
  const value = rest.length === 0 ? line : rest.join(':')
  const name = rest.length === 0 ? 'RRULE' : (head ?? '').split(';')[0]
  switch (name) {
    case 'RRULE':
      parsed.rules.push(parseRule(value))
      return
    case 'EXRULE':
      parsed.exceptRules.push(parseRule(value))
      return
    case 'RDATE':
      for (const time of value.split(',')) parsed.times.push(requireTime(time))
      return
    case 'EXDATE':
      for (const time of value.split(',')) parsed.exceptTimes.push(requireTime(time))
      return
    case 'DTSTART':
      parsed.begin = requireTime(value)
      return
    default:
      throw new RuleError(`unsupported property: ${name}`)
  }
}

function requireTime(text: string): number {
  const time = parseTime(text)
  if (time === undefined) throw new RuleError(`Unknown string format: ${text}`)
  return time
}

/** What is wrong with a recurrence as a whole, in words; undefined if nothing is. [E4] */
export function recurrenceProblem(text: string): string | undefined {
  const begin = /DTSTART[^:]*:([^\s]+)/i.exec(text)?.[1]
  const until = /UNTIL=([^;\s]+)/i.exec(text)?.[1]
  if (begin && until && isInUtc(begin) !== isInUtc(until))
    return 'RRULE UNTIL values must be specified in UTC when DTSTART is timezone-aware'
  const { rules, exceptRules, begin: start } = parseRecurrence(text)
  return [...rules, ...exceptRules].some((rule) => neverMeets(rule, start))
    ? 'Invalid rrule byxxx generates an empty set.'
    : undefined
}

const isInUtc = (time: string) => /Z$/i.test(time)

/** True if the steps of a rule pass by all the hours, minutes or seconds that it allows. */
function neverMeets({ frequency, interval, hours, minutes, seconds }: Rule, begin: number): boolean {
  switch (frequency) {
    case 'HOURLY':
      return passesBy(hours, { start: Math.floor((begin % DAY) / HOUR), interval, of: 24 })
    case 'MINUTELY':
      return passesBy(minutes, { start: Math.floor((begin % HOUR) / MINUTE), interval, of: 60 })
    case 'SECONDLY':
      return passesBy(seconds, { start: Math.floor((begin % MINUTE) / SECOND), interval, of: 60 })
    default:
      return false
  }
}

function passesBy(
  values: readonly number[],
  { start, interval, of }: { readonly start: number; readonly interval: number; readonly of: number },
): boolean {
  const step = greatestCommonDivisor(interval, of)
  return values.length > 0 && values.every((value) => (value - start) % step !== 0)
}

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b)

/** As far as is looked for the next time: leap days of a century come again within it. */
const MAX_SEARCH = 50 * 366 * DAY

/** Where times are looked for, and for how long. */
interface Search {
  readonly zone: string
  readonly span: Period
  readonly patience: Patience
}

/** The times of a recurrence within a span, in order. [E4] */
export function* recurrenceTimes(
  recurrence: Recurrence,
  { zone, span: { from: start, to: end }, patience }: Search,
): Generator<number> {
  const { begin, rules, exceptRules } = recurrence
  // What the clock showed before counts as before, also where it shows a time twice or passes one by. Readings and
  // instants are never further apart than a day.
  const span = { from: wallTime(start, zone), to: Math.min(end, start + MAX_SEARCH) + DAY }
  const timesOf = (rule: Rule) => occurrences(rule, begin, { span, patience })
  const included = merge(
    [...rules.map(timesOf), recurrence.times.toSorted((a, b) => a - b)[Symbol.iterator]()],
    patience,
  )
  const exceptions = exceptRules.map((rule) => exceptionTest(rule, begin, { span, patience }))
  const exceptTimes = new Set(recurrence.exceptTimes)
  const seen = new Set<number>()
  for (const time of included) {
    const isException = exceptTimes.has(time) || exceptions.some((test) => test(time))
    if (patience.isSpent) return
    if (isException) continue
    const instant = instantOf(time, zone)
    if (instant < start || seen.has(instant)) continue
    seen.add(instant)
    yield instant
  }
}

/**
 * When the clock shows a time. Where summer time passes it by, it is read as of the summer; where a zone takes another
 * standard time, as of the time before. [E4]
 */
function instantOf(time: number, zone: string): number {
  const instant = instantAt(time, zone, 'earlier')
  const isShown = wallTime(instant, zone) === time
  return isShown || isSummerNext(instant, zone) ? instant : instantAt(time, zone, 'later')
}

/** Says of times, asked for in order, whether a rule takes them back. What lies between them is jumped over. */
function exceptionTest(rule: Rule, begin: number, { span, patience }: Omit<Search, 'zone'>) {
  const timesFrom = (from: number) => occurrences(rule, begin, { span: { ...span, from }, patience })
  let times = timesFrom(span.from)
  let next = times.next()
  return (time: number): boolean => {
    while (!next.done && next.value < time) {
      if (rule.count === null && time - next.value > MINUTE) times = timesFrom(time)
      next = times.next()
    }
    return !next.done && next.value === time
  }
}

/** What several ordered sequences hold, in order and once each. */
function* merge(sequences: readonly Iterator<number>[], patience: Patience): Generator<number> {
  const heads = sequences.map((sequence) => ({ sequence, head: sequence.next() }))
  while (patience.spend(heads.length)) {
    const values = heads.flatMap(({ head }) => (head.done ? [] : [head.value as number]))
    if (values.length === 0) return
    const least = Math.min(...values)
    yield least
    for (const one of heads) if (!one.head.done && one.head.value === least) one.head = one.sequence.next()
  }
}
