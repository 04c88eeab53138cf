import { DAY, instantAt, wallTime } from '../wall-time.ts'
import { occurrences } from './occurrences.ts'
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
      parsed.times.push(...value.split(',').map(requireTime))
      return
    case 'EXDATE':
      parsed.exceptTimes.push(...value.split(',').map(requireTime))
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

/** The times of a recurrence from `start` on, in order. [E4] */
export function* recurrenceTimes(recurrence: Recurrence, zone: string, start: number): Generator<number> {
  const { begin, rules, exceptRules } = recurrence
  // Readings of a clock and instants are never further apart than a day.
  const from = wallTime(start, zone) - DAY
  const included = merge([
    ...rules.map((rule) => occurrences(rule, begin, from)),
    recurrence.times.toSorted((a, b) => a - b)[Symbol.iterator](),
  ])
  const excluded = merge(exceptRules.map((rule) => occurrences(rule, begin, from)))
  const exceptTimes = new Set(recurrence.exceptTimes)
  const seen = new Set<number>()
  let exception = excluded.next()
  for (const time of included) {
    while (!exception.done && exception.value < time) exception = excluded.next()
    if (exceptTimes.has(time) || (!exception.done && exception.value === time)) continue
    const instant = instantAt(time, zone, 'earlier')
    if (instant < start || seen.has(instant)) continue
    seen.add(instant)
    yield instant
  }
}

/** What several ordered sequences hold, in order and once each. */
function* merge(sequences: readonly Iterator<number>[]): Generator<number> {
  const heads = sequences.map((sequence) => ({ sequence, head: sequence.next() }))
  for (;;) {
    const values = heads.flatMap(({ head }) => (head.done ? [] : [head.value as number]))
    if (values.length === 0) return
    const least = Math.min(...values)
    yield least
    for (const one of heads) if (!one.head.done && one.head.value === least) one.head = one.sequence.next()
  }
}
