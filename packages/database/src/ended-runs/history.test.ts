import { type Instant, instantFromMicroseconds, microsecondsOf, type StateType } from '@reeve/wire'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BucketCount, type Buckets, bucketsOf, type Span } from '../history/buckets.ts'
import { countEnded, type EdgeSums, edgesOf } from './history.ts'
import { Tally, type TallyOptions } from './tally.ts'

interface Run {
  readonly type: StateType
  readonly name: string | null
  readonly expected: Instant | null
  readonly runTime: number
  readonly lateness: number
}

const FIRST = '0001-01-01 00:00:00.000000' as Instant
const LAST = '9999-12-31 23:59:59.999999' as Instant

const within = (runs: readonly Run[], from: Instant, to: Instant) =>
  runs.filter(({ expected }) => expected !== null && expected >= from && expected < to)

const secondsSince1970 = (instant: Instant) => {
  const microseconds = microsecondsOf(instant)
  const rest = ((microseconds % 1_000_000n) + 1_000_000n) % 1_000_000n
  return Number((microseconds - rest) / 1_000_000n)
}

function tallyOf(runs: readonly Run[], options: TallyOptions): Tally {
  const tally = new Tally(options)
  for (const { expected, ...run } of runs) {
    tally.add({ ...run, runs: 1, expected: expected === null ? null : secondsSince1970(expected) })
  }
  return tally
}

/** Runs of one state, added up. */
interface Group {
  readonly type: StateType
  readonly name: string
  readonly runs: number
  readonly runTime: number
  readonly lateness: number
}

/** Run by run; those whose state has no name are left out. */
function group(runs: readonly Run[]): Group[] {
  const groups = new Map<string, Group>()
  for (const { type, name, runTime, lateness } of runs) {
    if (name === null) continue
    const known = groups.get(`${type} ${name}`) ?? { type, name, runs: 0, runTime: 0, lateness: 0 }
    groups.set(`${type} ${name}`, {
      ...known,
      runs: known.runs + 1,
      runTime: known.runTime + runTime,
      lateness: known.lateness + lateness,
    })
  }
  return [...groups.values()]
}

const lookUp = (runs: readonly Run[], tally: Tally, buckets: Buckets): EdgeSums[] =>
  edgesOf(tally, buckets).flatMap(({ bound, from, to }) =>
    group(within(runs, from, to)).map((sums) => ({ bound, ...sums })),
  )

const oneByOne = (runs: readonly Run[], { bounds }: Buckets, unitsPerSecond: number): BucketCount[] =>
  bounds.slice(1).flatMap((end, bucket) =>
    group(within(runs, bounds[bucket] as Instant, end)).map(({ type, name, ...sums }) => ({
      bucket,
      state_type: type,
      state_name: name,
      count_runs: sums.runs,
      sum_estimated_run_time: sums.runTime / unitsPerSecond,
      sum_estimated_lateness: sums.lateness / unitsPerSecond,
    })),
  )

const inOrder = (counts: readonly BucketCount[]) =>
  counts
    .map((count) => ({ key: `${count.bucket} ${count.state_type} ${count.state_name}`, ...count }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))

function expectCountedOneByOne(runs: readonly Run[], buckets: Buckets, options: TallyOptions = {}): void {
  const tally = tallyOf(runs, options)
  const counted = countEnded(tally, buckets, lookUp(runs, tally, buckets))
  expect(inOrder(counted)).toEqual(inOrder(oneByOne(runs, buckets, tally.unitsPerSecond)))
}

const instants = (from: string, to: string) =>
  fc
    .bigInt({ min: microsecondsOf(from as Instant), max: microsecondsOf(to as Instant) })
    .map(instantFromMicroseconds)

/** Most within a day around 1970, so that runs and bounds meet. */
const instant = fc.oneof(
  { weight: 3, arbitrary: instants('1969-12-31 12:00:00.000000', '1970-01-01 12:00:00.000000') },
  { weight: 1, arbitrary: instants(FIRST, LAST) },
)

/** Steps of any length, as a rule not whole minutes, over a span that ends somewhere in the last one or in none. */
const spans: fc.Arbitrary<Span> = fc
  .record({
    start: instant,
    interval: fc.oneof(
      fc.integer({ min: 1, max: 7200 }),
      fc.double({ min: 1, max: 100, noNaN: true }),
      fc.integer({ min: 1, max: 1_000_000_000 }),
    ),
    steps: fc.double({ min: 0.1, max: 40, noNaN: true }),
  })
  .map(({ start, interval, steps }) => {
    const end = microsecondsOf(start) + BigInt(Math.ceil(interval * steps * 1_000_000))
    const last = microsecondsOf(LAST)
    return {
      history_start: start,
      history_end: instantFromMicroseconds(end < last ? end : last),
      history_interval_seconds: interval,
    }
  })

/** The instant, or the one a microsecond before or after it. */
const besides = (bound: Instant, microseconds: bigint): Instant => {
  const beside = instantFromMicroseconds(microsecondsOf(bound) + microseconds)
  return beside >= FIRST && beside <= LAST ? beside : bound
}

const runsAround = ({ bounds, start, end }: Buckets): fc.Arbitrary<Run[]> =>
  fc.array(
    fc.record({
      type: fc.constantFrom<StateType>('COMPLETED', 'FAILED'),
      name: fc.constantFrom('Completed', 'Cached', null),
      expected: fc.oneof(
        fc.constant(null),
        fc
          .tuple(fc.constantFrom(...bounds), fc.constantFrom(-1n, 0n, 1n))
          .map(([bound, microseconds]) => besides(bound, microseconds)),
        instants(start, end),
        instant,
      ),
      runTime: fc.integer({ min: 0, max: 1_000_000_000 }),
      lateness: fc.integer({ min: 0, max: 1_000_000_000 }),
    }),
    { maxLength: 40, size: 'max' },
  )

const cases = spans
  .map(bucketsOf)
  .filter((buckets) => buckets !== undefined)
  .chain((buckets) => fc.record({ buckets: fc.constant(buckets), runs: runsAround(buckets) }))

/** Few buckets, so that a tally's are of all lengths. */
const options = fc.record({
  maxBuckets: fc.constantFrom(12, 30, 65_536),
  unitsPerSecond: fc.constantFrom(1, 1_000_000),
})

const run = (expected: string): Run => ({
  type: 'COMPLETED',
  name: 'Completed',
  expected: expected as Instant,
  runTime: 3,
  lateness: 2,
})

const stepsOf = (start: string, end: string, seconds: number) =>
  bucketsOf({
    history_start: start as Instant,
    history_end: end as Instant,
    history_interval_seconds: seconds,
  }) as Buckets

describe('the history of ended runs by a tally', () => {
  test('is that of the runs counted one by one', () => {
    fc.assert(
      fc.property(cases, options, ({ runs, buckets }, tallied) => {
        expectCountedOneByOne(runs, buckets, tallied)
      }),
      { numRuns: 500 },
    )
  })

  test('needs at most one look for each bound, within one bucket of the tally and on its shorter side', () => {
    fc.assert(
      fc.property(cases, options, ({ runs, buckets }, tallied) => {
        const tally = tallyOf(runs, tallied)
        const edges = edgesOf(tally, buckets)
        expect(new Set(edges.map(({ bound }) => bound)).size).toBe(edges.length)
        for (const { bound, from, to } of edges) {
          expect([from, to]).toContain(buckets.bounds[bound])
          expect(from < to).toBe(true)
          const begins = BigInt(Math.floor(secondsSince1970(from) / tally.seconds)) * BigInt(tally.seconds)
          const ends = begins + BigInt(tally.seconds)
          expect(microsecondsOf(to) <= ends * 1_000_000n).toBe(true)
          if (begins * 1_000_000n > microsecondsOf(FIRST) && ends * 1_000_000n < microsecondsOf(LAST)) {
            // To the millisecond.
            const longest = BigInt(tally.seconds) * 500_000n + 1_000n
            expect(microsecondsOf(to) - microsecondsOf(from) <= longest).toBe(true)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  test('needs a look at nothing before the beginning of time', () => {
    // Two buckets, each longer than all of time.
    const tally = tallyOf([run(FIRST), run('2026-01-01 00:00:00.000000'), run(LAST)], { maxBuckets: 2 })
    const buckets = stepsOf('0001-01-01 00:00:00.500000', LAST, 1e12)
    expect(edgesOf(tally, buckets)[0]).toEqual({ bound: 0, from: FIRST, to: buckets.start })
  })

  test('needs no look where its bounds are those of the tally', () => {
    const buckets = stepsOf('1969-12-31 23:00:00.000000', '1970-01-01 01:00:00.000000', 600)
    expect(edgesOf(new Tally(), buckets)).toEqual([])
  })

  test.each([
    {
      where: 'at bounds of the tally and the history alike',
      buckets: stepsOf('2026-01-01 00:00:00.000000', '2026-01-01 00:03:00.000000', 60),
      runs: [
        '2025-12-31 23:59:59.999999',
        '2026-01-01 00:00:00.000000',
        '2026-01-01 00:00:59.999999',
        '2026-01-01 00:01:00.000000',
        '2026-01-01 00:02:59.999999',
        '2026-01-01 00:03:00.000000',
      ],
      counts: [2, 1, 1],
    },
    {
      where: 'at bounds within one bucket of the tally, down to the microsecond',
      buckets: stepsOf('2026-01-01 00:00:10.000001', '2026-01-01 00:00:30.000001', 10),
      runs: [
        '2026-01-01 00:00:10.000000',
        '2026-01-01 00:00:10.000001',
        '2026-01-01 00:00:20.000000',
        '2026-01-01 00:00:20.000001',
        '2026-01-01 00:00:30.000000',
        '2026-01-01 00:00:30.000001',
      ],
      counts: [2, 2],
    },
    {
      where: 'before 1970',
      buckets: stepsOf('1969-12-31 23:58:59.500000', '1970-01-01 00:00:59.500000', 60),
      runs: [
        '1969-12-31 23:58:59.499999',
        '1969-12-31 23:58:59.500000',
        '1969-12-31 23:59:59.499999',
        '1969-12-31 23:59:59.500000',
        '1969-12-31 23:59:59.999999',
        '1970-01-01 00:00:00.000000',
        '1970-01-01 00:00:59.500000',
      ],
      counts: [2, 3],
    },
    {
      where: 'at the beginning of time',
      buckets: stepsOf(FIRST, '0001-01-01 00:00:03.000000', 1),
      runs: [FIRST, '0001-01-01 00:00:00.999999', '0001-01-01 00:00:02.000000', '0001-01-01 00:00:03.000000'],
      counts: [2, 0, 1],
    },
    {
      where: 'at the end of time, where the last steps have no room',
      buckets: stepsOf('9999-12-31 23:59:57.500000', LAST, 2),
      runs: ['9999-12-31 23:59:57.499999', '9999-12-31 23:59:59.500000', '9999-12-31 23:59:59.999998', LAST],
      counts: [0, 2],
    },
    {
      where: 'in a step that takes all of time',
      buckets: stepsOf(FIRST, LAST, 1e12),
      runs: [FIRST, '1969-12-31 23:59:59.999999', '2026-01-01 00:00:00.000000', LAST],
      counts: [3],
    },
  ])('counts runs $where', ({ buckets, runs, counts }) => {
    const built = runs.map(run)
    const tally = tallyOf(built, {})
    const counted = countEnded(tally, buckets, lookUp(built, tally, buckets))
    const expected = counts.flatMap((runs, bucket) =>
      runs === 0
        ? []
        : {
            bucket,
            state_type: 'COMPLETED',
            state_name: 'Completed',
            count_runs: runs,
            sum_estimated_run_time: 3 * runs,
            sum_estimated_lateness: 2 * runs,
          },
    )
    expect(counted).toEqual(expected)
    // Two buckets, one on either side of 1970: the first of them begins before time does.
    expectCountedOneByOne(built, buckets, { maxBuckets: 2 })
  })

  test('leaves out runs in states without a name, and those that were not expected', () => {
    const buckets = stepsOf('2026-01-01 00:00:00.000000', '2026-01-01 01:00:00.000000', 600)
    const tally = tallyOf(
      [
        { ...run('2026-01-01 00:00:00.000000'), name: null },
        { ...run('2026-01-01 00:00:00.000000'), expected: null },
      ],
      {},
    )
    expect(countEnded(tally, buckets, [])).toEqual([])
  })

  test('gives times in seconds, whatever unit the tally adds up', () => {
    const buckets = stepsOf('2026-01-01 00:00:00.000000', '2026-01-01 01:00:00.000000', 3600)
    const runs = [{ ...run('2026-01-01 00:00:00.000000'), runTime: 1_500_000, lateness: 1 }]
    expect(countEnded(tallyOf(runs, { unitsPerSecond: 1_000_000 }), buckets, [])).toMatchObject([
      { count_runs: 1, sum_estimated_run_time: 1.5, sum_estimated_lateness: 0.000001 },
    ])
  })
})
