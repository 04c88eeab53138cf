import { type Instant, instantFromMicroseconds, microsecondsOf, type Schedule } from '@reeve/wire'
import { cronTimes, parseCron } from './cron.ts'
import { intervalTimes } from './interval.ts'
import { Patience } from './patience.ts'
import type { Period } from './rrule/periods.ts'
import { parseRecurrence, recurrenceTimes } from './rrule/recurrence.ts'
import { LAST_SECOND } from './wall-time.ts'

/** From when to when times of a timetable are wanted, both included, and how many. */
export interface TimeSpan {
  readonly start: Instant
  /** Default: no end. */
  readonly end?: Instant | null
  /** Default: 1, or 1,000 with an end. [E1] */
  readonly max?: number | null
}

/** However many times are asked for, as many are looked at at most. [E1] */
const MAX_TIMES = 1000

/** The times of a timetable within a span, as far as patience goes. Throws if the timetable is none. [E1-E4] */
export function* scheduleTimes(
  schedule: Schedule,
  { start, end, max }: TimeSpan,
  patience = new Patience(),
): Generator<Instant> {
  const wanted = max ?? (end ? MAX_TIMES : 1)
  const last = end ? Math.min(Number(microsecondsOf(end)), LAST_SECOND) : LAST_SECOND
  let given = 0
  for (const time of timesOf(schedule, { from: Number(microsecondsOf(start)), to: last }, patience)) {
    if (time > last) return
    yield instantFromMicroseconds(BigInt(time))
    if (++given >= wanted || given > MAX_TIMES) return
  }
}

function timesOf(schedule: Schedule, span: Period, patience: Patience): Generator<number> {
  const zone = schedule.timezone || 'UTC'
  if ('interval' in schedule) {
    const anchor = Number(microsecondsOf(schedule.anchor_date))
    return intervalTimes({ interval: schedule.interval, anchor, zone }, span.from, patience)
  }
  if ('cron' in schedule) {
    const cron = parseCron(schedule.cron)
    if (!cron) throw new TypeError(`Cannot schedule by "${schedule.cron}": it is no cron line`)
    return cronTimes({ cron, zone, dayOr: schedule.day_or }, span.from, patience)
  }
  return recurrenceTimes(parseRecurrence(schedule.rrule), { zone, span, patience })
}
