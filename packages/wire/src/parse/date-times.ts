import type { Instant } from '../instant.ts'
import { plainNumber } from '../json.ts'
import { fromSeconds, isDate, shift } from './calendar.ts'
import { type Problem, valueError } from './issue.ts'
import { readOtherDateTime } from './other-date-times.ts'

/** Timestamps up to this size are seconds, larger ones milliseconds: what pydantic takes them for. */
const LARGEST_SECONDS = 20_000_000_000

const NOT_A_DATE_TIME: Problem = { type: 'value_error', msg: 'value is not a valid datetime' }

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt _](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9})\d*)?)?(?:([Zz])|([+\-\u2212])(\d\d):?(\d\d))?)?$/
const NUMERIC = /^[+-]?(?:\d+|(?:\d+\.\d*|\.\d+)(?:e[+-]?\d+)?)$/

/**
 * The instant that a client means: ISO 8601 in many spellings with any offset (none is UTC), a mere date, seconds
 * or milliseconds since 1970 as a number or a text, a time of today, or `now`. [L8]
 */
export function readDateTime(sent: unknown, now: Instant): Instant | Problem {
  const input = plainNumber(sent)
  if (typeof input === 'number') return fromTimestamp(input) ?? NOT_A_DATE_TIME
  if (typeof input !== 'string') return NOT_A_DATE_TIME
  return (
    readIsoDateTime(input) ?? readOtherDateTime(input, now) ?? valueError(`Unable to parse string [${input}]`)
  )
}

/** As `readDateTime`, without the spellings that only the more lenient parser of the reference knows. */
export function readPlainDateTime(sent: unknown): Instant | Problem {
  const input = plainNumber(sent)
  if (typeof input === 'number')
    return fromTimestamp(input) ?? parsing('datetime_parsing', 'datetime', TOO_LATE)
  if (typeof input !== 'string') return { type: 'datetime_type', msg: 'Input should be a valid datetime' }
  const instant = readIsoDateTime(input)
  if (instant !== undefined) return instant
  if (/^0000-/.test(input) && ISO.test(input))
    return parsing('datetime_parsing', 'datetime', 'year 0 is out of range')
  const error = NUMERIC.test(input) ? TOO_LATE : dateProblem(input)
  return parsing('datetime_from_date_parsing', 'datetime or date', error)
}

const TOO_LATE = 'dates after 9999 are not supported as unix timestamps'

const parsing = (type: string, what: string, error: string): Problem => ({
  type,
  msg: `Input should be a valid ${what}, ${error}`,
  ctx: { error },
})

function readIsoDateTime(text: string): Instant | undefined {
  const match = ISO.exec(text)
  if (!match) return NUMERIC.test(text) ? fromTimestamp(Number(text)) : undefined
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', , sign, ...offset] =
    match
  if (!isDate(Number(year), Number(month), Number(day))) return undefined
  if (hour > '23' || minute > '59' || second > '59') return undefined
  const instant = `${year}-${month}-${day} ${hour}:${minute}:${second}.${fraction.slice(0, 6).padEnd(6, '0')}`
  if (sign === undefined) return instant as Instant
  const [hours, minutes] = offset.map(Number)
  if (hours === undefined || minutes === undefined || hours > 23 || minutes > 59) return undefined
  return shift(instant as Instant, (sign === '+' ? -60 : 60) * (hours * 60 + minutes))
}

function fromTimestamp(timestamp: number): Instant | undefined {
  if (!Number.isFinite(timestamp)) return undefined
  if (Math.abs(timestamp) <= LARGEST_SECONDS) {
    const seconds = Math.floor(timestamp)
    return fromSeconds(seconds, Math.round((timestamp - seconds) * 1e6))
  }
  const seconds = Math.floor(timestamp / 1000)
  return fromSeconds(seconds, Math.round((timestamp - seconds * 1000) * 1000))
}

/** What is wrong with a text as a date, in the words of pydantic. */
function dateProblem(text: string): string {
  const parts: readonly [RegExp, string][] = [
    [/^.{10}/s, 'input is too short'],
    [/^\d{4}/, 'invalid character in year'],
    [/^.{4}-/, 'invalid date separator, expected `-`'],
    [/^.{5}\d\d/, 'invalid character in month'],
    [/^.{7}-/, 'invalid date separator, expected `-`'],
    [/^.{8}\d\d/, 'invalid character in day'],
    [/^.{5}(?:0[1-9]|1[0-2])/, 'month value is outside expected range of 1-12'],
  ]
  const broken = parts.find(([pattern]) => !pattern.test(text))
  if (broken) return broken[1]
  const [year, month, day] = text.slice(0, 10).split('-').map(Number)
  if (!isDate(year ?? 0, month ?? 0, day ?? 0)) return 'day value is outside expected range'
  return 'unexpected extra characters at the end of the input'
}
