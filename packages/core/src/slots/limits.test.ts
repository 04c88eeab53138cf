import { addSeconds } from '@reeve/wire'
import { describe, expect, it } from 'vitest'
import { at, NOW, SETTINGS, slotLimit } from '../transitions/testing.ts'
import { effectiveActiveSlots, effectiveDeniedSlots, hasRoom, withGivenBack, withTaken } from './limits.ts'

const clock = { now: NOW, settings: SETTINGS }

describe('the slots that are taken', () => {
  it.each([
    ['stay without decay', { active_slots: 5 }, 5],
    ['come back whole', { active_slots: 5, slot_decay_per_second: 1, updated: at(-2.2) }, 3],
    ['come back slowly', { active_slots: 5, slot_decay_per_second: 0.1, updated: at(-19) }, 4],
    ['never fall below none', { active_slots: 5, slot_decay_per_second: 1, updated: at(-60) }, 0],
    ['do not grow where clocks differ', { active_slots: 5, slot_decay_per_second: 1, updated: at(60) }, 5],
  ])('%s', (_, given, expected) => {
    expect(effectiveActiveSlots(slotLimit(given), NOW)).toBe(expected)
  })
})

describe('the denials that still count', () => {
  it.each([
    ['fade with the decay', { slot_decay_per_second: 2, updated: at(-1) }, 8],
    ['fade with the usual occupancy', { avg_slot_occupancy_seconds: 2, updated: at(-4) }, 8],
    ['fade within the longest wait', { avg_slot_occupancy_seconds: 900, updated: at(-60) }, 8],
    ['of a tag fade within its own', { name: 'tag:x', avg_slot_occupancy_seconds: 900, updated: at(-60) }, 4],
    ['fade no faster than ten a second', { avg_slot_occupancy_seconds: 0, updated: at(-0.5) }, 5],
  ])('%s', (_, given, expected) => {
    expect(effectiveDeniedSlots(slotLimit({ denied_slots: 10, ...given }), clock)).toBe(expected)
  })
})

describe('room', () => {
  it.each([
    [{ limit: 3, active_slots: 1 }, 2, true],
    [{ limit: 3, active_slots: 2 }, 2, false],
    [{ limit: 3, active_slots: 3, slot_decay_per_second: 1, updated: at(-2) }, 2, true],
    [{ limit: 3, active: false }, 1, false],
    [{ limit: 0 }, 0, true],
  ])('in %j for %d: %j', (given, slots, expected) => {
    expect(hasRoom(slotLimit(given), slots, NOW)).toBe(expected)
  })
})

describe('taking', () => {
  it('counts from what is left after decay, from now on', () => {
    const limit = slotLimit({
      limit: 9,
      active_slots: 5,
      denied_slots: 5,
      slot_decay_per_second: 1,
      updated: at(-2),
    })
    expect(withTaken(limit, 2, clock)).toMatchObject({ active_slots: 5, denied_slots: 3, updated: NOW })
  })
})

describe('giving back', () => {
  it('counts from what is left after decay, never below none', () => {
    const limit = slotLimit({ limit: 9, active_slots: 5, slot_decay_per_second: 1, updated: at(-2) })
    expect(withGivenBack(limit, { slots: 1 }, clock)).toMatchObject({ active_slots: 2, updated: NOW })
    expect(withGivenBack(limit, { slots: 9 }, clock).active_slots).toBe(0)
  })

  it.each([
    [
      'moves the average by the time that they were held',
      { slots: 1, occupancySeconds: 10 },
      2 + 10 / 4 - 2 / 4,
    ],
    ['counts the time of each slot', { slots: 2, occupancySeconds: 10 }, 2 + 5 / 4 - 2 / 4],
    ['takes no time for shorter than a tenth', { slots: 1, occupancySeconds: 0.001 }, 2 + 0.1 / 4 - 2 / 4],
    ['without the time leaves the average', { slots: 1 }, 2],
    ['at once leaves the average', { slots: 1, occupancySeconds: 0 }, 2],
  ])('%s', (_, given, expected) => {
    const limit = slotLimit({ limit: 2, active_slots: 2 })
    expect(withGivenBack(limit, given, clock).avg_slot_occupancy_seconds).toBeCloseTo(expected, 10)
  })

  it('to a limit of 0 leaves the average', () => {
    const limit = slotLimit({ limit: 0, active_slots: 1 })
    expect(withGivenBack(limit, { slots: 1, occupancySeconds: 5 }, clock).avg_slot_occupancy_seconds).toBe(2)
  })

  it('to a limit that is switched off changes nothing', () => {
    const limit = slotLimit({ active: false, active_slots: 1 })
    expect(withGivenBack(limit, { slots: 1 }, { ...clock, now: addSeconds(NOW, 1) })).toBe(limit)
  })
})
