import type { Instant, Schedule } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { runTimes, scheduledRunKey } from './scheduled-runs.ts'
import { storedTimetable } from './stored-timetable.ts'
import { timetableProblem } from './timetable-problem.ts'

const NOW = '2026-03-05 10:07:30.000000' as Instant
const at = (text: string) => text as Instant

describe('problems of timetables', () => {
  test.each([
    [{ cron: 'nope' }, 'Invalid cron string: "nope"'],
    [{ cron: '* * * *' }, 'Invalid cron string: "* * * *"'],
    [{ cron: '61 * * * *' }, 'Invalid cron string: "61 * * * *"'],
    [{ cron: 'H * * * *' }, 'Invalid cron string: "H * * * *"'],
    [{ cron: 'R R * * *' }, 'Random and Hashed expressions are unsupported, received: "R R * * *"'],
    [{ rrule: 'FREQ=NOPE' }, 'Invalid RRule string "FREQ=NOPE": invalid \'FREQ\': NOPE'],
    [
      { rrule: 'DTSTART:20240101T000000\nRRULE:FREQ=DAILY;UNTIL=20250101T000000Z' },
      /: RRULE UNTIL values must be specified in UTC when DTSTART is timezone-aware$/,
    ],
    [
      { rrule: 'DTSTART:20240101T003000\nRRULE:FREQ=MINUTELY;INTERVAL=5;BYMINUTE=12,34' },
      /: Invalid rrule byxxx generates an empty set.$/,
    ],
    [{ cron: '0 0 * * 7 30' }, 'Invalid cron string: "0 0 * * 7 30"'],
    [{ cron: '0 0 * * 5#l' }, 'Invalid cron string: "0 0 * * 5#l"'],
    [{ cron: '0 0 * * lfri' }, 'Invalid cron string: "0 0 * * lfri"'],
    [{ cron: '0 0 * * 5#6' }, 'Invalid cron string: "0 0 * * 5#6"'],
    [{ cron: '0 0 * * 5#2,1' }, 'Invalid cron string: "0 0 * * 5#2,1"'],
    [{ rrule: `RDATE:${'20240101T000000,'.repeat(420)}20240101T000000` }, /Max length is 6500, got \d+/],
  ])('%j', (schedule, message) => {
    const found = timetableProblem(schedule as Schedule)
    if (typeof message === 'string') expect(found).toBe(message)
    else expect(found).toMatch(message)
  })

  test.each([
    '@daily',
    '0 9 * * MON-FRI',
    '*/5 0-12/2 L * 5#2',
    '0 0 ? * l5',
    '1 2 3 4 5 6 2030',
    '0 22-2 * * *',
  ])('%s is a cron line', (cron) => {
    expect(timetableProblem({ cron } as Schedule)).toBeUndefined()
  })
})

describe('timetables as they are stored', () => {
  const stored = (rrule: string, timezone = 'UTC') =>
    storedTimetable({ rrule, timezone } as Schedule, NOW).rrule

  test('an rrule says when it begins: 2020, or the last multiple of a period of minutes', () => {
    expect(stored('FREQ=DAILY')).toBe('DTSTART:20200101T000000\nFREQ=DAILY')
    expect(stored('FREQ=MINUTELY;INTERVAL=15')).toBe('DTSTART:20260305T100000\nFREQ=MINUTELY;INTERVAL=15')
    expect(stored('FREQ=MINUTELY;COUNT=3')).toBe('DTSTART:20200101T000000\nFREQ=MINUTELY;COUNT=3')
    expect(stored('FREQ=SECONDLY', 'America/New_York')).toBe('DTSTART:20260305T050730\nFREQ=SECONDLY')
    expect(stored('FREQ=DAILY;UNTIL=20270101T000000Z')).toBe('FREQ=DAILY;UNTIL=20270101T000000Z')
    expect(stored('DTSTART:20240101T000000\nRRULE:FREQ=DAILY')).toBe(
      'DTSTART:20240101T000000\nRRULE:FREQ=DAILY',
    )
  })

  test('an interval has a zone and an anchor in ISO 8601', () => {
    const schedule = { interval: 60, anchor_date: NOW, timezone: null }
    expect(storedTimetable(schedule, NOW)).toEqual({
      interval: 60,
      anchor_date: '2026-03-05T10:07:30Z',
      timezone: 'UTC',
    })
  })
})

describe('runs that a schedule wants', () => {
  const hourly = { interval: 3600, anchor_date: at('2026-01-01 00:00:00.000000'), timezone: 'UTC' }
  const horizon = {
    start: NOW,
    end: at('2026-03-06 10:00:00.000000'),
    minSeconds: 3600,
    minRuns: 3,
    maxRuns: 100,
  }

  test('are as many and as far ahead as they must be, and no more', () => {
    expect(runTimes(hourly, horizon)).toHaveLength(3)
    expect(runTimes(hourly, { ...horizon, minSeconds: 18_000 })).toHaveLength(6)
    expect(runTimes(hourly, { ...horizon, minRuns: 50, maxRuns: 5 })).toHaveLength(5)
    expect(runTimes(hourly, { ...horizon, minRuns: 50 })).toHaveLength(24)
  })

  test('have keys that show their time in the zone of the schedule', () => {
    const schedule = { ...hourly, timezone: 'America/New_York' }
    const key = (time: string) => scheduledRunKey('d', { id: 's', schedule }, at(time))
    expect(key('2026-11-22 14:00:00.000000')).toBe('scheduled d s 2026-11-22 09:00:00-05:00')
    expect(key('2026-07-01 14:00:00.000250')).toBe('scheduled d s 2026-07-01 10:00:00.000250-04:00')
    const utc = { id: 's', schedule: hourly }
    expect(scheduledRunKey('d', utc, NOW)).toBe('scheduled d s 2026-03-05 10:07:30+00:00')
  })
})
