import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NOW, SETTINGS, slotLimit } from '../transitions/testing.ts'
import { clampedPoissonInterval, retryAfterSeconds } from './retry-after.ts'

/** Drawing this gives the mean itself for the default clamp, to four digits. */
const MIDDLE = 0.5
const clock = { now: NOW, settings: SETTINGS, random: () => MIDDLE }

describe('an interval', () => {
  it('lies between its bounds and is about its mean', () => {
    const bounds = (mean: number, clamp: number) => [
      mean * Math.log2(2 ** (1 + clamp) / (2 ** (1 + clamp) - 1)),
      mean * (1 + clamp),
    ]
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 1e6, noNaN: true }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        (mean, random, clamp) => {
          const [lower = 0, upper = 0] = bounds(mean, clamp)
          const interval = clampedPoissonInterval(mean, () => random, clamp)
          expect(interval).toBeGreaterThanOrEqual(lower * (1 - 1e-9))
          expect(interval).toBeLessThanOrEqual(upper * (1 + 1e-9))
        },
      ),
    )
  })

  it('reaches both bounds', () => {
    expect(clampedPoissonInterval(10, () => 0)).toBeCloseTo(7.5177, 3)
    expect(clampedPoissonInterval(10, () => 1)).toBeCloseTo(13, 6)
  })

  it('of nothing is nothing', () => {
    expect(clampedPoissonInterval(0, () => 0.5)).toBe(0)
    expect(clampedPoissonInterval(-1, () => 0.5)).toBe(0)
  })

  it('with a large clamp begins at nothing', () => {
    expect(clampedPoissonInterval(10, () => 0, 100)).toBeCloseTo(0, 6)
  })
})

describe('the wait for slots that were denied', () => {
  const mean = clampedPoissonInterval(1, () => MIDDLE)
  const wait = (limits: Parameters<typeof slotLimit>[0][], slots = 1) =>
    retryAfterSeconds(limits.map(slotLimit), slots, clock) / mean

  it.each([
    ['is the usual occupancy', [{ limit: 1, avg_slot_occupancy_seconds: 4 }], 1, 4],
    ['is a share of it where there are more slots', [{ limit: 4, avg_slot_occupancy_seconds: 4 }], 2, 2],
    ['grows with those denied before', [{ limit: 1, denied_slots: 2, avg_slot_occupancy_seconds: 4 }], 1, 12],
    ['is at most the longest wait', [{ limit: 1, denied_slots: 99, avg_slot_occupancy_seconds: 4 }], 1, 30],
    ['is shorter for tags', [{ name: 'tag:x', limit: 1, avg_slot_occupancy_seconds: 90 }], 1, 10],
    ['is the time that slots take to come back', [{ slot_decay_per_second: 0.5, denied_slots: 3 }], 2, 10],
    [
      'goes by the limit that blocks most',
      [
        { limit: 2, avg_slot_occupancy_seconds: 4 },
        { limit: 1, avg_slot_occupancy_seconds: 6 },
      ],
      1,
      6,
    ],
    [
      'leaves out limits that are switched off',
      [
        { limit: 1, active: false, avg_slot_occupancy_seconds: 9 },
        { limit: 1, avg_slot_occupancy_seconds: 4 },
      ],
      1,
      4,
    ],
    ['is none without limits', [], 1, 0],
  ])('%s', (_, limits, slots, expected) => {
    expect(wait(limits, slots)).toBeCloseTo(expected, 8)
  })
})
