import type { Schedule } from '@reeve/wire'
import { cronProblem } from './cron.ts'
import { parseRecurrence } from './rrule/recurrence.ts'
import { RuleError } from './rrule/rule.ts'

/** About a year of single dates, and some more. [E4] */
const MAX_RRULE_LENGTH = 6500

/** What is wrong with a timetable that keeps to its shape. */
export interface TimetableProblem {
  /** Which kind of timetable and which part of it. */
  readonly place: readonly [kind: string, part: string]
  readonly message: string
}

/** What is wrong with a timetable, in words; undefined if nothing is. [E3, E4] */
export function timetableProblem(schedule: Schedule): TimetableProblem | undefined {
  if ('interval' in schedule) return undefined
  const [place, message] =
    'cron' in schedule
      ? ([['CronSchedule', 'cron'], cronProblem(schedule.cron)] as const)
      : ([['RRuleSchedule', 'rrule'], rruleProblem(schedule.rrule)] as const)
  return message === undefined ? undefined : { place, message }
}

function rruleProblem(text: string): string | undefined {
  try {
    parseRecurrence(text)
  } catch (error) {
    if (error instanceof RuleError) return `Invalid RRule string "${text}": ${error.message}`
    throw error
  }
  if (text.length <= MAX_RRULE_LENGTH) return undefined
  return `Invalid RRule string "${text.slice(0, 40)}..."\nMax length is ${MAX_RRULE_LENGTH}, got ${text.length}`
}
