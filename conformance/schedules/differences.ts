import type { Answer } from './answers.ts'
import type { Case } from './cases.ts'

/** What may differ, and why. */
const MEANT = {
  fails: 'the reference raises an error where a day of the month and the n-th of a weekday never meet [E3]',
  slow: 'the reference takes more than half a second [E4]',
  early: 'where clocks change at the start, the reference also gives times that were before it [E1]',
  late: 'in an hour that comes twice the reference goes on to the reading of the end, not to the end [E1]',
  decades: 'Reeve looks fifty years ahead [E4]',
  weeks:
    'the reference counts days before the first week of a year to weeks that the year before did not have [E4]',
  ireland: 'the reference takes the other offset where winter time is the exception by law [E4]',
} as const

export type Meant = keyof typeof MEANT

/** How the answers of both sides compare: equal, different as is meant, or different. */
export type Verdict = 'equal' | Meant | 'different'

const SECOND = 1e6
const DAY = 86_400 * SECOND
const DECADES = 49 * 366 * DAY

/** Compares what both sides say to a case. */
export function compareAnswers(asked: Case, theirs: Answer, ours: Answer): Verdict {
  if ('error' in theirs) return compareErrors(theirs, ours)
  if ('error' in ours) return 'different'
  const [found, own] = [theirs.times, ours.times]
  if (same(found, own)) return 'equal'
  const begin = instant(asked.start)
  const since = found.filter((time) => time >= begin)
  if (since.length < found.length && isBeginOf(since, own)) return 'early'
  if (asked.end !== null && comesTwice(asked, instant(asked.end)) && sameAt(found, own, instant(asked.end)))
    return 'late'
  const near = (times: readonly number[]) => times.filter((time) => time < begin + DECADES)
  if (same(near(since), near(own))) return 'decades'
  if (/BYWEEKNO/.test(String(asked.schedule.rrule)) && agree(found, own, isInFirstWeek)) return 'weeks'
  return isIrish(asked) && agree(found, own, (time) => changesNear(asked, time)) ? 'ireland' : 'different'
}

function compareErrors({ error }: { readonly error: string }, ours: Answer): Verdict {
  if ('error' in ours) return error === ours.error ? 'equal' : 'different'
  if (error === 'slow') return 'slow'
  return error === 'invalid' ? 'different' : 'fails'
}

const same = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((time, index) => time === other[index])

const isBeginOf = (one: readonly number[], other: readonly number[]): boolean =>
  same(one, other.slice(0, one.length))

/** Whether both agree until an end, the one perhaps going on after it or ending before. */
const sameAt = (one: readonly number[], other: readonly number[], end: number): boolean =>
  isBeginOf(
    one.filter((time) => time <= end),
    other,
  )

/** Whether both agree, as far as both go, in all times that are no exception. */
function agree(
  one: readonly number[],
  other: readonly number[],
  isException: (time: number) => boolean,
): boolean {
  const last = Math.min(one.at(-1) ?? 0, other.at(-1) ?? 0)
  const [left, right] = [one, other].map((times) =>
    times.filter((time) => time <= last && !isException(time)),
  )
  return same(left as number[], right as number[])
}

const instant = (iso: string): number => Math.ceil(Number(Temporal.Instant.from(iso).epochNanoseconds) / 1000)

const inZone = ({ schedule }: Case, time: number): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(time / 1000)).toZonedDateTimeISO(
    String(schedule.timezone),
  )

const isInFirstWeek = (time: number): boolean => {
  const day = Temporal.Instant.fromEpochMilliseconds(time / 1000).toZonedDateTimeISO('UTC').dayOfYear
  return day <= 8 || day >= 364
}

const isIrish = ({ schedule }: Case): boolean =>
  ['Europe/Dublin', 'Eire', 'Africa/Casablanca', 'Africa/El_Aaiun'].includes(String(schedule.timezone))

const changesNear = (asked: Case, time: number): boolean =>
  inZone(asked, time - DAY).offset !== inZone(asked, time + DAY).offset

const comesTwice = (asked: Case, time: number): boolean =>
  inZone(asked, time).offsetNanoseconds < inZone(asked, time - DAY / 8).offsetNanoseconds ||
  inZone(asked, time).offsetNanoseconds > inZone(asked, time + DAY / 8).offsetNanoseconds
