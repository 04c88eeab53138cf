import { readFileSync } from 'node:fs'
import { type Instant, printInstant, readInstant, type Schedule } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { scheduleTimes } from './times.ts'

interface Vector {
  readonly kind: string
  readonly schedule: { readonly anchor_date?: string; readonly [part: string]: unknown }
  readonly start: string
  readonly end?: string
  readonly n: number | null
  readonly dates_utc?: readonly string[]
  readonly error?: string
}

const file = new URL('../../../../conformance/contract/schedule_vectors.json', import.meta.url)
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] }

const toInstant = (iso: string) =>
  readInstant(Temporal.Instant.from(iso).toString({ smallestUnit: 'microsecond' }))

function toSchedule({ anchor_date, ...schedule }: Vector['schedule']): Schedule {
  const defaults = 'cron' in schedule ? { day_or: true } : {}
  return { ...defaults, ...schedule, ...(anchor_date && { anchor_date: toInstant(anchor_date) }) } as Schedule
}

const timesOf = (schedule: object, start: string, max: number) =>
  [...scheduleTimes(schedule as Schedule, { start: toInstant(start), max })].map((time) => printInstant(time))

describe('times of timetables as the reference gives them', () => {
  const good = vectors.filter(({ dates_utc }) => dates_utc)
  test.each(good.map((vector) => [JSON.stringify(vector.schedule), vector.start, vector] as const))(
    '%s from %s',
    (_, __, { schedule, start, end, n, dates_utc }) => {
      const span = { start: toInstant(start), end: end ? toInstant(end) : null, max: n }
      const times = [...scheduleTimes(toSchedule(schedule), span)]
      expect(times.map((time: Instant) => printInstant(time))).toEqual(dates_utc)
    },
  )
})

describe('times of timetables', () => {
  test('a rule for every second that began years ago is not gone through', () => {
    const started = performance.now()
    const rrule = 'DTSTART:20000101T000000\nRRULE:FREQ=SECONDLY;INTERVAL=7'
    expect(timesOf({ rrule, timezone: 'UTC' }, '2026-05-05T00:00:00Z', 2)).toEqual([
      '2026-05-05T00:00:03Z',
      '2026-05-05T00:00:10Z',
    ])
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('rules of hours pass over days that they do not allow', () => {
    const rrule = 'DTSTART:20200101T000000\nRRULE:FREQ=MINUTELY;INTERVAL=720;BYMONTH=2;BYMONTHDAY=29'
    expect(timesOf({ rrule, timezone: 'UTC' }, '2026-05-05T00:00:00Z', 2)).toEqual([
      '2028-02-29T00:00:00Z',
      '2028-02-29T12:00:00Z',
    ])
  })

  test('what never comes ends', () => {
    expect(timesOf({ cron: '0 0 30 2 *', timezone: null, day_or: true }, '2026-05-05T00:00:00Z', 1)).toEqual(
      [],
    )
    const rrule = 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'
    expect(timesOf({ rrule, timezone: 'UTC' }, '2026-05-05T00:00:00Z', 1)).toEqual([])
  })

  test.each([
    ['0 0 11-28 * 5#2', true, '2024-04-12'],
    ['0 0 11-28 * 5#2', false, '2024-04-12'],
    ['0 0 1 * 5#2', false, undefined],
    ['0 0 1 * l5', true, '2024-03-29'],
    ['0 0 31/4 * *', true, '2024-03-13'],
    ['0 0 * 12-2 fri-mon', true, '2024-12-01'],
    ['0 0 * * mon-wed#3', true, '2024-03-18'],
    ['0 0 20-l/5 * *', true, '2024-03-20'],
    ['0 0 28-4/3 4 *', true, '2024-04-04'],
    ['0 0 * * 7/3', true, '2024-03-13'],
  ])('%s with day_or %s comes next on %s', (cron, day_or, day) => {
    const [first] = timesOf({ cron, timezone: null, day_or }, '2024-03-10T23:17:54Z', 1)
    expect(first?.slice(0, 10)).toBe(day)
  })

  test('the hour that comes twice is passed over even if it began before the start', () => {
    const hourly = {
      interval: 3600,
      anchor_date: toInstant('2026-01-01T00:00:00Z'),
      timezone: 'Europe/Berlin',
    }
    // 02:30 for the first time: 02:00 is over, and does not count once more half an hour later.
    expect(timesOf(hourly, '2026-10-25T00:30:00Z', 2)).toEqual([
      '2026-10-25T02:00:00Z',
      '2026-10-25T03:00:00Z',
    ])
  })

  test('short intervals go on at once where the clock goes forward', () => {
    const short = {
      interval: 600,
      anchor_date: toInstant('2030-12-19T02:15:00Z'),
      timezone: 'America/Denver',
    }
    expect(timesOf(short, '2031-03-09T09:00:00Z', 1)).toEqual(['2031-03-09T09:05:00Z'])
  })

  test.each([
    ['Antarctica/Casey', '20211003T000130', '2021-10-02T16:01:30Z'],
    ['Asia/Pyongyang', '20180504T233500', '2018-05-04T15:05:00Z'],
    ['Antarctica/Troll', '20260329T013000', '2026-03-28T23:30:00Z'],
    ['Australia/Lord_Howe', '20261004T021500', '2026-10-03T15:15:00Z'],
    ['America/Denver', '20260308T023000', '2026-03-08T08:30:00Z'],
  ])('in %s, what the clock passes by at %s is taken for %s', (timezone, begin, time) => {
    const rrule = `DTSTART:${begin}\nRRULE:FREQ=DAILY`
    const start = Temporal.Instant.from(time).subtract({ hours: 20 }).toString()
    expect(timesOf({ rrule, timezone }, start, 1)).toEqual([time])
  })

  test('a number that stands twice in a rule counts once', () => {
    const rrule = 'DTSTART:20260101T000000\nRRULE:FREQ=WEEKLY;BYDAY=TU,TH;BYHOUR=7,7;BYSETPOS=-2'
    expect(timesOf({ rrule, timezone: 'UTC' }, '2026-01-05T00:00:00Z', 1)).toEqual(['2026-01-06T07:00:00Z'])
  })

  test('an end is included, and without a number it bounds the times', () => {
    const schedule = { interval: 3600, anchor_date: toInstant('2026-01-01T00:00:00Z'), timezone: 'UTC' }
    const span = { start: toInstant('2026-01-01T00:00:00Z'), end: toInstant('2026-01-01T02:00:00Z') }
    expect([...scheduleTimes(schedule as Schedule, span)]).toHaveLength(3)
  })
})
