import type { Schedule } from '@reeve/wire'
import { cronProblem } from './cron.ts'
import { recurrenceProblem } from './rrule/recurrence.ts'
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
    const problem = recurrenceProblem(text)
    if (problem !== undefined) return invalid(text, problem)
  } catch (error) {
    if (error instanceof RuleError) return invalid(text, error.message)
    throw error
  }
  if (text.length <= MAX_RRULE_LENGTH) return undefined
  return `Invalid RRule string "${text.slice(0, 40)}..."\nMax length is ${MAX_RRULE_LENGTH}, got ${text.length}`
}

const invalid = (text: string, problem: string) => `Invalid RRule string "${text}": ${problem}`
