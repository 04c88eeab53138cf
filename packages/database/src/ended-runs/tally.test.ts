import type { StateType } from '@reeve/wire'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type EndedTogether, type Sums, sumOf, Tally } from './tally.ts'

/** Six states, each on either side of 1970, find room however coarse buckets become. */
const MAX_BUCKETS = 20
const TYPES: StateType[] = ['COMPLETED', 'FAILED']
const NAMES = ['Completed', 'null', null]

const FIRST_SECOND = -62_135_596_800
const LAST_SECOND = 253_402_300_799

/** Many in few buckets beside some in any, so that buckets are shared and become coarse. */
const moment = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -300, max: 300 }) },
  { weight: 1, arbitrary: fc.integer({ min: -100_000, max: 100_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: FIRST_SECOND, max: LAST_SECOND }) },
)

const additions: fc.Arbitrary<EndedTogether> = fc.record({
  type: fc.constantFrom(...TYPES),
  name: fc.constantFrom(...NAMES),
  expected: fc.option(moment, { nil: null }),
  runs: fc.constantFrom(1, 1, 1, 2),
  runTime: fc.integer({ min: 0, max: 1_000_000_000 }),
  lateness: fc.integer({ min: 0, max: 1_000_000_000 }),
})

const removal = ({ runs, runTime, lateness, ...of }: EndedTogether): EndedTogether => ({
  ...of,
  runs: -runs,
  runTime: -runTime,
  lateness: -lateness,
})

/** A removal may be of what was added, before or after, or of what never was. */
const changes = fc.array(
  fc.tuple(additions, fc.constantFrom('added', 'removed', 'both')).map(([ended, how]) => {
    if (how === 'both') return [ended, removal(ended)]
    return [how === 'added' ? ended : removal(ended)]
  }),
  { maxLength: 60, size: 'max' },
)

const inAnyOrder = <T>(values: readonly T[]) =>
  fc.shuffledSubarray([...values], { minLength: values.length, maxLength: values.length })

/** The changes in two orders. */
const twice = changes
  .map((lists) => lists.flat())
  .chain((list) => fc.tuple(inAnyOrder(list), inAnyOrder(list)))

const tallyOf = (list: readonly EndedTogether[]) => {
  const tally = new Tally({ maxBuckets: MAX_BUCKETS })
  for (const ended of list) tally.add(ended)
  return tally
}

const ofState = (list: readonly EndedTogether[], { type, name }: Pick<EndedTogether, 'type' | 'name'>) =>
  list.filter((ended) => ended.type === type && ended.name === name)

const addUp = (list: readonly EndedTogether[]): Sums => {
  const sums = { runs: 0, runTime: 0, lateness: 0 }
  for (const { runs, runTime, lateness } of list) {
    sums.runs += runs
    sums.runTime += runTime
    sums.lateness += lateness
  }
  return sums
}

const expectedWithin = (list: readonly EndedTogether[], from: number, to: number) =>
  list.filter(({ expected }) => expected !== null && expected >= from && expected < to)

/** Tells no name from the name `null`. */
const keyOf = ({ type, name }: Pick<EndedTogether, 'type' | 'name'>) => JSON.stringify([type, name])

/** What a tally has of each state over a range of seconds, in an order of its own. */
const told = (tally: Tally, [from, to]: readonly [number, number]) =>
  [...tally.series]
    .map((series) => ({
      key: keyOf(series),
      total: series.total,
      sums: sumOf(series, from / tally.seconds, to / tally.seconds),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))

const atMinute = (minute: number): EndedTogether => ({
  type: 'COMPLETED',
  name: 'Completed',
  expected: minute * 60,
  runs: 1,
  runTime: 5,
  lateness: 6,
})

const minutes = (count: number) => Array.from({ length: count }, (_, minute) => atMinute(minute))

describe('a tally', () => {
  test('has of each state the total that adding up gives', () => {
    fc.assert(
      fc.property(twice, ([list]) => {
        const series = [...tallyOf(list).series]
        expect(new Set(series.map(keyOf))).toEqual(new Set(list.map(keyOf)))
        for (const one of series) expect(one.total).toBe(addUp(ofState(list, one)).runs)
      }),
      { numRuns: 300 },
    )
  })

  test('has over any range of its buckets the sums that adding up gives', () => {
    fc.assert(
      fc.property(twice, moment, moment, ([list], one, other) => {
        const tally = tallyOf(list)
        const placeOf = (second: number) => Math.floor(second / tally.seconds)
        const places = new Set(list.flatMap(({ expected }) => (expected === null ? [] : placeOf(expected))))
        const ranges = [...places].flatMap((place) => [
          [place, place + 1],
          [place, Number.POSITIVE_INFINITY],
        ])
        for (const [from, to] of [...ranges, [placeOf(one), placeOf(other)]] as [number, number][]) {
          for (const series of tally.series) {
            const within = expectedWithin(ofState(list, series), from * tally.seconds, to * tally.seconds)
            expect(sumOf(series, from, to)).toEqual(addUp(within))
          }
        }
      }),
      { numRuns: 150 },
    )
  })

  test('is the same whatever order changes come in', () => {
    fc.assert(
      fc.property(twice, moment, moment, ([list, shuffled], one, other) => {
        const tallies = [tallyOf(list), tallyOf(shuffled)]
        // What is taken out again may or may not have needed room, so one may be coarser than the other.
        const seconds = Math.max(...tallies.map((tally) => tally.seconds))
        const [from, to] = [one, other].map((each) => Math.floor(each / seconds) * seconds) as [
          number,
          number,
        ]
        const [first, second] = tallies.map((tally) => told(tally, [from, to]))
        expect(first).toEqual(second)
      }),
      { numRuns: 300 },
    )
  })

  test('keeps no more buckets than it may, each a minute long or twice that again and again', () => {
    fc.assert(
      fc.property(twice, ([list]) => {
        const tally = tallyOf(list)
        const kept = [...tally.series].reduce((sum, { buckets }) => sum + buckets.length, 0)
        expect(kept).toBeLessThanOrEqual(MAX_BUCKETS)
        expect(Number.isInteger(Math.log2(tally.seconds / 60))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('keeps minutes for as long as it has room for them', () => {
    const tally = tallyOf(minutes(MAX_BUCKETS))
    expect(tally.seconds).toBe(60)
    tally.add(atMinute(MAX_BUCKETS))
    expect(tally.seconds).toBe(120)
  })

  test('forgets buckets that nothing is left in when it needs room', () => {
    const tally = tallyOf([...minutes(MAX_BUCKETS), ...minutes(MAX_BUCKETS).slice(1).map(removal)])
    tally.add(atMinute(MAX_BUCKETS))
    const [series] = tally.series
    expect(series).toMatchObject({
      total: 2,
      buckets: [0, MAX_BUCKETS / 2],
      runs: [1, 1],
      runTimes: [5, 5],
      latenesses: [6, 6],
    })
  })

  test('is overfull with more states than it keeps, and stays so', () => {
    const tally = new Tally()
    const inState = (number: number) => ({ ...atMinute(0), name: `Step ${number}` })
    for (let number = 0; number < 200; number++) tally.add(inState(number))
    expect(tally.isOverfull).toBe(false)
    tally.add(inState(0))
    expect(tally.isOverfull).toBe(false)
    tally.add(inState(200))
    expect(tally.isOverfull).toBe(true)
    tally.add(removal(inState(200)))
    expect(tally.isOverfull).toBe(true)
  })
})
