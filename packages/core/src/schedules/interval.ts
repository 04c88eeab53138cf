import type { Patience } from './patience.ts'
import { DAY, instantAt, LAST_SECOND, SECOND, wallTime } from './wall-time.ts'

/** A timetable of equal steps. */
export interface Interval {
  /** Seconds. */
  readonly interval: number
  /** Microseconds since 1970. */
  readonly anchor: number
  readonly zone: string
}

/** The times of an interval from `start` on, in order. Whole days are counted on the wall clock. [E2] */
export function* intervalTimes(
  { interval, anchor, zone }: Interval,
  start: number,
  patience: Patience,
): Generator<number> {
  const step = Math.max(1, Math.round(interval * SECOND))
  const onTheClock = step >= DAY
  const isLast = (time: number) => time + step > LAST_SECOND || time + step === time
  const advance = (time: number) =>
    onTheClock ? instantAt(wallTime(time, zone) + step, zone, 'later') : time + step
  let time = anchor + step * Math.trunc((start - anchor) / step)
  const first = wallTime(start, zone)
  while (wallTime(time, zone) < first && patience.spend()) {
    if (isLast(time)) return
    // Where the clock went back, up to an hour is to be passed over, and a step may be as short as a microsecond.
    const missing = time < start ? 1 : Math.floor((first - wallTime(time, zone)) / step)
    time = onTheClock || missing < 2 ? advance(time) : time + (missing - 1) * step
  }
  // A reading of the clock counts once: an hourly timetable passes over the hour that comes twice.
  const seen = new Set<number>()
  for (; patience.spend(); time = advance(time)) {
    const reading = wallTime(time, zone)
    if (seen.has(reading)) continue
    seen.add(reading)
    if (time >= start) yield time
    if (isLast(time)) return
  }
}
