import { describe, expect, test } from 'vitest'
import { answerOf } from './answers.ts'
import { casesOf } from './cases.ts'
import { compareAnswers, type Verdict } from './differences.ts'
import { readRecorded, SHORT } from './recorded.ts'
import { zoneNames } from './zones.ts'

const recorded = readRecorded()
const compared = Object.entries(recorded).flatMap(([zone, answers]) =>
  casesOf(zone, SHORT).map((asked, index) => {
    const [theirs, ours] = [answers[index] ?? { error: 'not recorded' }, answerOf(asked)]
    return { asked, theirs, ours, verdict: compareAnswers(asked, theirs, ours) }
  }),
)
const share = (verdict: Verdict) => compared.filter((one) => one.verdict === verdict).length / compared.length

describe('schedules, compared with what the reference said', () => {
  test('every zone of the contract was asked for', () => {
    expect(Object.keys(recorded)).toEqual(zoneNames())
  })

  test('have the same times, but for what is known to differ', () => {
    expect(compared.filter(({ verdict }) => verdict === 'different')).toEqual([])
    expect(share('equal')).toBeGreaterThan(0.94)
  })

  test.each(['interval', 'cron', 'rrule'] as const)('were compared by many times of a %s', (kind) => {
    const times = compared
      .filter(({ asked }) => asked.kind === kind)
      .flatMap(({ ours }) => ('times' in ours ? ours.times : []))
    expect(times.length).toBeGreaterThan(800)
  })
})
