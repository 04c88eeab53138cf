import { type Instant, instantFromMicroseconds, type Schedule } from '@reeve/wire'
import fc, { type Arbitrary } from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Patience } from './patience.ts'
import { scheduleTimes } from './times.ts'
import { timetableProblem } from './timetable-problem.ts'

const START = '2026-05-05 00:00:00.000000' as Instant
const MAX = 1000

const all = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index).join(',')

const rule = (rrule: string) => ({ rrule, timezone: 'America/New_York' }) as Schedule
const every = (interval: number, anchor = '2026-01-01 00:00:00.000000') =>
  ({ interval, anchor_date: anchor, timezone: 'Europe/Berlin' }) as Schedule
const cron = (line: string) => ({ cron: line, timezone: 'Europe/Berlin', day_or: true }) as Schedule

const allTimes = `BYHOUR=${all(0, 23)};BYMINUTE=${all(0, 59)};BYSECOND=${all(0, 59)}`

/** Counts how often calendars and time zones are asked: what the search for times is made of. */
function countWork() {
  const asked = [vi.spyOn(Date, 'UTC'), vi.spyOn(Temporal.Instant, 'fromEpochMilliseconds')]
  return () => asked.reduce((sum, { mock }) => sum + mock.calls.length, 0)
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('timetables that would take years to go through', () => {
  test.each<[name: string, schedule: Schedule, start?: string]>([
    [
      'a billion seconds, filtered',
      rule('DTSTART:20000101T000000\nRRULE:FREQ=SECONDLY;COUNT=1000000000;BYMONTH=5'),
    ],
    [
      'minutes counted from afar',
      rule('DTSTART:20000101T000000\nRRULE:FREQ=MINUTELY;COUNT=999999999;BYSECOND=1,2'),
    ],
    ['a rule that another takes back', rule('RRULE:FREQ=SECONDLY\nEXRULE:FREQ=SECONDLY')],
    ['the 30th of February', rule('FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30')],
    ['the second of one', rule('FREQ=SECONDLY;BYSETPOS=2')],
    ['every second of every day by the year', rule(`FREQ=YEARLY;${allTimes};BYYEARDAY=${all(1, 366)}`)],
    ['the last of them', rule(`FREQ=YEARLY;${allTimes};BYYEARDAY=${all(1, 366)};BYSETPOS=${all(-366, -1)}`)],
    ['every second of every hour', rule(`FREQ=HOURLY;${allTimes}`)],
    ['hundreds of rules', rule(Array(400).fill('RRULE:FREQ=DAILY').join('\n'))],
    ['hundreds of exceptions', rule(`RRULE:FREQ=DAILY\n${Array(300).fill('EXRULE:FREQ=HOURLY').join('\n')}`)],
    ['thousands of days left out', rule(`RRULE:FREQ=DAILY\nEXDATE:${Array(5000).fill('20260506T000000')}`)],
    [
      'weeks counted since the year 1',
      rule('DTSTART:00010101T000000\nRRULE:FREQ=DAILY;COUNT=99999999;BYWEEKNO=1'),
    ],
    ['huge steps', rule('FREQ=YEARLY;INTERVAL=999999999999999999999')],
    ['huge steps of seconds', rule('FREQ=SECONDLY;INTERVAL=999999999999999999999')],
    ['microseconds where the clock goes back', every(0.000001), '2026-10-25 00:59:59.999990'],
    ['microseconds at the end of time', every(0.000001), '9999-12-31 23:59:59.000000'],
    ['less than a microsecond', every(1e-9)],
    ['millions of years', every(86_399_999_999_999)],
    ['an anchor at the end of time', every(60, '9999-12-31 23:59:59.999999')],
    ['every second', cron('* * * * * *')],
    ['a day that never comes', cron('* * 30 2 * *')],
    ['a year that is over', cron('* * * * * * 1970')],
    ['the end of time', cron('* * * * * *'), '9999-12-31 23:59:00.000000'],
  ])('%s: a bound on what is looked at, and times that are in order', (_, schedule, start = START) => {
    const work = countWork()
    const times = [...scheduleTimes(schedule, { start: start as Instant, max: MAX })]
    // A step asks a calendar or a zone a few times at most.
    expect(work()).toBeLessThan(2_000_000)
    expect(times.length).toBeLessThanOrEqual(MAX)
    expect(times.toSorted()).toEqual(times)
    expect(times.every((time) => time >= start && /^\d{4}-/.test(time))).toBe(true)
  })

  test('what recurs in equal steps is counted without going through', () => {
    const patience = new Patience(10_000)
    const counted = rule('DTSTART:20000101T000000\nRRULE:FREQ=SECONDLY;COUNT=831240001')
    expect([...scheduleTimes(counted, { start: START, max: 5 }, patience)]).toEqual([START])
    expect(patience.isSpent).toBe(false)
  })

  test('once a day is found second by second for years', () => {
    const daily = rule('FREQ=SECONDLY;INTERVAL=7;BYHOUR=5;BYMINUTE=0')
    expect([...scheduleTimes(daily, { start: START, max: MAX })]).toHaveLength(MAX)
  })
})

/** Any rule of any parts, most of them of no sense. */
const parts: Arbitrary<string>[] = [
  fc.integer({ min: 1, max: 10 ** 9 }).map((n) => `INTERVAL=${n}`),
  fc.integer({ min: 0, max: 10 ** 12 }).map((n) => `COUNT=${n}`),
  fc.constantFrom('UNTIL=20270101T000000', 'UNTIL=99991231T235959', 'UNTIL=20200101T000000'),
  ...(
    [
      ['BYMONTH', 1, 12],
      ['BYWEEKNO', -53, 53],
      ['BYYEARDAY', -366, 366],
      ['BYMONTHDAY', -31, 31],
      ['BYHOUR', 0, 23],
      ['BYMINUTE', 0, 59],
      ['BYSECOND', 0, 59],
      ['BYSETPOS', -366, 366],
    ] as const
  ).map(([name, min, max]) =>
    fc
      .array(
        fc.integer({ min, max }).filter((n) => n !== 0),
        { minLength: 1, maxLength: 80 },
      )
      .map((values) => `${name}=${values.join(',')}`),
  ),
  fc
    .array(fc.constantFrom('MO', '1TU', '-5WE', '53SU', '-900FR'), { minLength: 1 })
    .map((days) => `BYDAY=${days}`),
]

const anyRule = fc
  .tuple(
    fc.constantFrom('YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'MINUTELY', 'SECONDLY'),
    fc.tuple(...parts.map((part) => fc.option(part, { freq: 2, nil: undefined }))),
  )
  .map(([frequency, some]) => [`FREQ=${frequency}`, ...some.filter((part) => part !== undefined)].join(';'))

const anyRecurrence = fc
  .tuple(
    fc.constantFrom(
      '',
      'DTSTART:00010101T000000\n',
      'DTSTART:19700101T000000\n',
      'DTSTART:99990101T000000\n',
    ),
    fc.array(anyRule, { minLength: 1, maxLength: 3 }),
    fc.array(anyRule, { maxLength: 2 }),
  )
  .map(([begin, rules, exceptions]) =>
    [...rules.map((text) => `RRULE:${text}`), ...exceptions.map((text) => `EXRULE:${text}`)]
      .join('\n')
      .replace(/^/, begin),
  )

const anyInterval = fc
  .tuple(fc.double({ min: 1e-9, max: 1e14, noNaN: true }), fc.bigInt({ min: -(2n ** 55n), max: 2n ** 57n }))
  .map(([interval, anchor]) => every(interval, instantFromMicroseconds(anchor)))

describe('whatever timetable there is', () => {
  test.each([
    ['rules', anyRecurrence.map(rule)],
    ['intervals', anyInterval],
  ] as const)('%s end when patience does', (_, schedules) => {
    const starts = fc.constantFrom(START, '0001-01-01 00:00:00.000000', '9999-12-30 00:00:00.000000')
    const work = countWork()
    fc.assert(
      fc.property(schedules, starts, (schedule, start) => {
        if (timetableProblem(schedule)) return
        const before = work()
        const times = [...scheduleTimes(schedule, { start: start as Instant, max: 100 }, new Patience(2000))]
        expect(work() - before).toBeLessThan(40_000)
        expect(times.length).toBeLessThanOrEqual(100)
      }),
      { numRuns: 400 },
    )
  })
})
