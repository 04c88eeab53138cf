import { plainNumber } from '../json.ts'
import type { Problem } from './issue.ts'

const MAX_SECONDS = 999_999_999 * 86_400
const UNIT_SECONDS = { Y: 31_536_000, M: 2_592_000, W: 604_800, D: 86_400 } as const
const TIME_UNIT_SECONDS = { H: 3_600, M: 60, S: 1 } as const

const ISO = /^P((?:\d+(?:\.\d+)?[YMWD])*)(?:T((?:\d+(?:\.\d+)?[HMS])+))?$/
const ISO_PART = /(\d+(?:\.\d+)?)([A-Z])/g
const CLOCK = /^(?:(\d+) ?d(?:ays?)?,? ?)?(?:(\d{1,2}):(\d\d)(?::(\d\d(?:\.\d+)?))?)?$/i

/** Seconds of a duration: a number of them, ISO 8601, or Python's `1 day, 2:03:04`. */
export function readDuration(sent: unknown): number | Problem {
  const input = plainNumber(sent)
  if (typeof input === 'boolean') return Number(input)
  if (typeof input === 'number') return inRange(input)
  if (typeof input !== 'string') return { type: 'time_delta_type', msg: 'Input should be a valid timedelta' }
  const sign = input.startsWith('-') ? -1 : 1
  const text = input.replace(/^[+-]/, '')
  const seconds = readIso(text) ?? readClock(text)
  return seconds === undefined ? parsing(reasonFor(text)) : inRange(sign * seconds)
}

const inRange = (seconds: number) =>
  Math.abs(seconds) <= MAX_SECONDS ? seconds : parsing('durations may not exceed 999,999,999 days')

const parsing = (error: string): Problem => ({
  type: 'time_delta_parsing',
  msg: `Input should be a valid timedelta, ${error}`,
  ctx: { error },
})

function readIso(text: string): number | undefined {
  const match = ISO.exec(text)
  if (!match || text.length < 3) return undefined
  return sumOf(match[1] ?? '', UNIT_SECONDS) + sumOf(match[2] ?? '', TIME_UNIT_SECONDS)
}

function sumOf(parts: string, units: Readonly<Record<string, number>>): number {
  let seconds = 0
  for (const [, count, unit] of parts.matchAll(ISO_PART)) seconds += Number(count) * (units[unit ?? ''] ?? 0)
  return seconds
}

function readClock(text: string): number | undefined {
  const match = CLOCK.exec(text)
  if (!match || text === '') return undefined
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = match
  if (Number(minutes) > 59 || Number(seconds) >= 60) return undefined
  return Number(days) * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)
}

function reasonFor(text: string): string {
  if (text === '' || text === 'P' || text === 'PT') return 'input is too short'
  const clock = /^\d{1,2}:(\d\d)(?::(\d\d))?/.exec(text)
  if (clock && Number(clock[1]) > 59) return 'minute value is outside expected range of 0-59'
  if (clock && Number(clock[2]) > 59) return 'second value is outside expected range of 0-59'
  if (/^\S*\s/.test(text)) return 'invalid character in hour'
  return /^\d/.test(text)
    ? '"day" identifier in duration not correctly formatted'
    : 'invalid digit in duration'
}
