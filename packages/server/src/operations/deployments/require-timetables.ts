import { timetableProblem } from '@reeve/core/schedules'
import type { Schedule } from '@reeve/wire'
import { InvalidRequest, type Issue } from '../../http/errors.ts'

/** Something that may carry a timetable. */
interface Scheduled {
  readonly schedule: Schedule | null
}

/** Refuses timetables that keep to their shape and still are none. `place` is where the list stands. [E3, E4] */
export function requireTimetables(sent: readonly Scheduled[], place: Issue['loc']): void {
  const issues = sent.flatMap(({ schedule }, index) => issueOf(schedule, [...place, index]))
  if (issues.length > 0) throw new InvalidRequest(issues, sent)
}

/** The same for a single one. */
export function requireTimetable(sent: Scheduled): void {
  const issues = issueOf(sent.schedule, ['body'])
  if (issues.length > 0) throw new InvalidRequest(issues, sent)
}

function issueOf(schedule: Schedule | null, place: Issue['loc']): Issue[] {
  const problem = schedule && timetableProblem(schedule)
  if (!problem) return []
  const input = (schedule as Readonly<Record<string, unknown>>)[problem.place[1]]
  return [
    {
      type: 'value_error',
      loc: [...place, 'schedule', ...problem.place],
      msg: `Value error, ${problem.message}`,
      input,
      ctx: { error: {} },
    },
  ]
}
