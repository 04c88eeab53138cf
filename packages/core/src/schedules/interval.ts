import { DAY, instantAt, SECOND, wallTime } from './wall-time.ts'

/** A timetable of equal steps. */
export interface Interval {
  /** Seconds. */
  readonly interval: number
  /** Microseconds since 1970. */
  readonly anchor: number
  readonly zone: string
}

/** The times of an interval from `start` on, in order and without end. Whole days are counted on the wall clock. [E2] */
export function* intervalTimes({ interval, anchor, zone }: Interval, start: number): Generator<number> {
  const step = Math.round(interval * SECOND)
  const onTheClock = step >= DAY
  const advance = (time: number) =>
    onTheClock ? instantAt(wallTime(time, zone) + step, zone, 'later') : time + step
  let time = anchor + step * Math.trunc((start - anchor) / step)
  const first = wallTime(start, zone)
  while (wallTime(time, zone) < first) time = advance(time)
  // A reading of the clock counts once: an hourly timetable passes over the hour that comes twice.
  const seen = new Set<number>()
  for (; ; time = advance(time)) {
    const reading = wallTime(time, zone)
    if (seen.has(reading)) continue
    seen.add(reading)
    if (time >= start) yield time
  }
}
