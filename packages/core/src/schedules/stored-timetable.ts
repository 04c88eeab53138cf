import { type Instant, type JsonObject, microsecondsOf, printInstant, type Schedule } from '@reeve/wire'
import { DEFAULT_BEGIN, parseRecurrence } from './rrule/recurrence.ts'
import { RuleError } from './rrule/rule.ts'
import { MINUTE, SECOND, wallTime } from './wall-time.ts'

/** A timetable as the database keeps it: with a zone, and with a beginning. [E2, E5, L12] */
export function storedTimetable(schedule: Schedule, now: Instant): JsonObject {
  if ('interval' in schedule) {
    const { anchor_date, timezone } = schedule
    return { ...schedule, anchor_date: printInstant(anchor_date), timezone: timezone || 'UTC' }
  }
  if ('rrule' in schedule) return { ...schedule, rrule: withBegin(schedule.rrule, schedule.timezone, now) }
  return { ...schedule }
}

/**
 * An rrule that says when it begins: 2020, or for rules of seconds and minutes the last multiple of their period
 * since then, so that nobody has to go through the years between. [E5]
 */
function withBegin(rrule: string, zone: string | null, now: Instant): string {
  // The reference reads no rule that begins by the clock and ends in UTC.
  if (/DTSTART|UNTIL=[^;\s]*Z/i.test(rrule)) return rrule
  const begin = beginOf(rrule, wallTime(Number(microsecondsOf(now)), zone || 'UTC'))
  return begin === undefined ? rrule : `DTSTART:${printBegin(begin)}\n${rrule}`
}

function beginOf(rrule: string, now: number): number | undefined {
  const period = periodOf(rrule)
  if (period === undefined || period === 0) return period === 0 ? DEFAULT_BEGIN : undefined
  return DEFAULT_BEGIN + Math.max(0, Math.floor((now - DEFAULT_BEGIN) / period)) * period
}

/** The period of a rule of seconds or minutes, 0 for any other, undefined for what is none. */
function periodOf(rrule: string): number | undefined {
  try {
    const { rules, times, exceptRules, exceptTimes } = parseRecurrence(rrule)
    const [rule, ...others] = rules
    const single = [others, times, exceptRules, exceptTimes].every(({ length }) => length === 0)
    if (!rule || !single || rule.count !== null) return 0
    if (rule.frequency === 'SECONDLY') return rule.interval * SECOND
    return rule.frequency === 'MINUTELY' ? rule.interval * MINUTE : 0
  } catch (error) {
    if (error instanceof RuleError) return undefined
    throw error
  }
}

/** `20240311T093000` */
const printBegin = (wall: number): string =>
  new Date(wall / 1000).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')
