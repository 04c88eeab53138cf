import { cronLine } from './cron-lines.ts'
import { type Dice, dice } from './dice.ts'
import { recurrence } from './recurrences.ts'
import { zoneOf } from './zones.ts'

/** A question to both sides: which times has this timetable? */
export interface Case {
  readonly kind: 'interval' | 'cron' | 'rrule'
  readonly schedule: Readonly<Record<string, unknown>>
  readonly start: string
  readonly end: string | null
  readonly n: number
}

const FROM = Date.UTC(2020, 0, 1)
const TO = Date.UTC(2041, 0, 1)

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How much is asked. */
export interface Extent {
  readonly seed: number
  /** Changes of a zone around which is asked; default: all from 2020 to 2040. */
  readonly changes?: number
  /** Cases for each of them. */
  readonly cases: number
  /** Default: 30. */
  readonly maxTimes?: number
}

/** Cases around the changes of a zone, and at two times that are none. The same extent gives the same cases. */
export function casesOf(zone: string, { seed, changes, cases, maxTimes = 30 }: Extent): Case[] {
  const d = dice([...zone].reduce((hash, char) => Math.imul(hash, 31) + char.charCodeAt(0), seed))
  const moments = chosen(d, changesOf(zone), changes)
  const others = [d.number(FROM, TO), d.number(FROM, TO)]
  return [...moments, ...others]
    .flatMap((moment) => Array.from({ length: cases }, () => makeCase(d, zone, moment)))
    .map((one) => ({ ...one, n: Math.min(one.n, maxTimes) }))
}

function changesOf(zone: string): number[] {
  const [, changes] = zoneOf(zone)
  return changes.map(([time]) => time * 1000).filter((time) => time >= FROM && time < TO)
}

function chosen(d: Dice, moments: number[], count = moments.length): number[] {
  if (count >= moments.length) return moments
  return Array.from({ length: count }, () => d.pick(moments))
}

const OFFSETS = [
  -3 * DAY,
  -DAY,
  -2 * HOUR,
  -90 * MINUTE,
  -HOUR,
  -30 * MINUTE,
  -MINUTE,
  0,
  30 * MINUTE,
  HOUR,
  90 * MINUTE,
]

function makeCase(d: Dice, timezone: string, moment: number): Case {
  const start = moment + (d.once(3) ? d.number(-2 * DAY, DAY) : d.pick(OFFSETS))
  const kind = d.pick(['interval', 'cron', 'rrule'] as const)
  return {
    kind,
    schedule: { ...timetable(d, kind, { timezone, start }), timezone },
    start: withMicroseconds(d, start),
    end: d.once(3) ? iso(start + d.number(0, 10) * d.pick([HOUR, DAY, 30 * DAY])) : null,
    n: d.pick([1, 3, 12, 12, 30]),
  }
}

interface Place {
  readonly timezone: string
  readonly start: number
}

function timetable(d: Dice, kind: Case['kind'], { timezone, start }: Place) {
  switch (kind) {
    case 'interval':
      return { interval: interval(d), anchor_date: anchor(d, start) }
    case 'cron':
      return { cron: cronLine(d, localTime(start, timezone)), day_or: !d.once(4) }
    case 'rrule':
      return { rrule: recurrence(d, localTime(start, timezone)) }
  }
}

const SECONDS = [
  60, 600, 900, 1800, 3600, 5400, 7200, 21_600, 43_200, 86_400, 90_000, 86_399, 172_800, 604_800,
]

const interval = (d: Dice): number =>
  d.once(6)
    ? d.pick([0.5, 1.25, 3599.999999, 90_061.5, 1_209_600, 2_592_000, 31_536_000])
    : d.once(5)
      ? d.number(60, 400_000)
      : d.pick(SECONDS)

function anchor(d: Dice, start: number): string {
  const time = start + d.pick([-1, 1]) * d.number(0, d.pick([DAY, 90 * DAY, 2000 * DAY]))
  const rounded = d.once(4) ? time : Math.floor(time / (15 * MINUTE)) * 15 * MINUTE
  const offset = d.pick(['Z', 'Z', '+00:00', '-05:00', '+05:45', '+13:00'])
  return new Date(rounded).toISOString().replace('Z', offset)
}

const withMicroseconds = (d: Dice, time: number): string =>
  d.once(4) ? iso(time).replace('Z', `${d.pick(['000', '001', '999'])}Z`) : iso(time - (time % MINUTE))

const iso = (time: number): string => new Date(time).toISOString()

const localTime = (time: number, zone: string): Temporal.PlainDateTime =>
  Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone).toPlainDateTime()
