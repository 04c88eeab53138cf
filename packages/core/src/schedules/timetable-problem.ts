import type { Schedule } from '@reeve/wire'
import { cronProblem } from './cron.ts'
import { recurrenceProblem } from './rrule/recurrence.ts'
import { RuleError } from './rrule/rule.ts'

/** About a year of single dates, and some more. [E4] */
const MAX_RRULE_LENGTH = 6500

/** What is wrong with a timetable, in words; undefined if nothing is. [E3, E4] */
export function timetableProblem(schedule: Schedule): string | undefined {
  if ('interval' in schedule) return undefined
  return 'cron' in schedule ? cronProblem(schedule.cron) : rruleProblem(schedule.rrule)
}

/** What is wrong with a recurrence rule or a set of them; undefined if nothing is. [E4] */
export function rruleProblem(text: string): string | undefined {
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
