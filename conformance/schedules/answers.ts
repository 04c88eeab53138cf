import { scheduleTimes, timetableProblem } from '@reeve/core/schedules'
import { type Instant, microsecondsOf, readInstant, type Schedule } from '@reeve/wire'
import type { Case } from './cases.ts'

/** What one side says to a case: times in microseconds since 1970, or that the timetable is none. */
export type Answer = { readonly times: readonly number[] } | { readonly error: string }

/** What Reeve says to a case. */
export function answerOf({ schedule, start, end, n }: Case): Answer {
  const timetable = read(schedule)
  if (timetableProblem(timetable)) return { error: 'invalid' }
  const span = { start: toInstant(start), end: end === null ? null : toInstant(end), max: n }
  return { times: [...scheduleTimes(timetable, span)].map((time) => Number(microsecondsOf(time))) }
}

function read({ anchor_date, ...schedule }: Case['schedule']): Schedule {
  return { ...schedule, ...(anchor_date ? { anchor_date: toInstant(String(anchor_date)) } : {}) } as Schedule
}

const toInstant = (iso: string): Instant =>
  readInstant(Temporal.Instant.from(iso).toString({ smallestUnit: 'microsecond' }))
