import { describe, expect, it } from 'vitest'
import type { SlotEffect } from '../transitions/facts.ts'
import { at, LIMIT_ID, NOW, reeveId, SETTINGS, slotLease, slotLimit } from '../transitions/testing.ts'
import { applySlotEffects, EMPTY_LEDGER, ledgerChanges, ledgerOf } from './ledger.ts'

const clock = { now: NOW, settings: SETTINGS }
const lease = slotLease()
const held = ledgerOf([slotLimit({ limit: 3, active_slots: 1, updated: at(-9) })], [lease])

const after = (...effects: SlotEffect[]) => applySlotEffects(held, effects, clock)
const slotsAfter = (...effects: SlotEffect[]) => after(...effects).limits.get(LIMIT_ID)?.active_slots

describe('an effect', () => {
  it('that takes adds the lease and its slots', () => {
    const other = slotLease({ id: reeveId(9), slots: 2 })
    const ledger = after({ kind: 'take', lease: other })
    expect(ledger.limits.get(LIMIT_ID)).toMatchObject({ active_slots: 3, updated: NOW })
    expect(ledger.leases.get(other.id)).toBe(other)
  })

  it('that releases ends the lease and gives its slots back', () => {
    const ledger = after({ kind: 'release', leaseId: lease.id })
    expect([ledger.limits.get(LIMIT_ID)?.active_slots, ledger.leases.size]).toEqual([0, 0])
  })

  it('that renews moves the expiration alone', () => {
    const ledger = after({ kind: 'renew', leaseId: lease.id, expiration: at(900) })
    expect(ledger.leases.get(lease.id)).toEqual({ ...lease, expiration: at(900) })
    expect(ledger.limits.get(LIMIT_ID)).toBe(held.limits.get(LIMIT_ID))
  })

  it('that gives back needs no lease and never goes below none', () => {
    expect(slotsAfter({ kind: 'give-back', limitId: LIMIT_ID, slots: 1 })).toBe(0)
    expect(slotsAfter({ kind: 'give-back', limitId: LIMIT_ID, slots: 5 })).toBe(0)
  })

  it('on what the ledger does not hold changes nothing', () => {
    const unknown = reeveId(77)
    const ledger = after(
      { kind: 'release', leaseId: unknown },
      { kind: 'renew', leaseId: unknown, expiration: at(9) },
      { kind: 'give-back', limitId: unknown, slots: 1 },
      { kind: 'legacy-take', limitRowId: unknown, taskRunId: unknown },
    )
    expect(ledger).toEqual(held)
  })

  it('leaves the ledger that it was made on as it was', () => {
    after({ kind: 'release', leaseId: lease.id })
    expect([held.limits.get(LIMIT_ID)?.active_slots, held.leases.size]).toEqual([1, 1])
  })
})

it('without effects the ledger is the same', () => {
  expect(after()).toBe(held)
})

describe('what has to be written', () => {
  it('is what changed', () => {
    const untouched = slotLimit({ id: reeveId(8) })
    const before = ledgerOf([...held.limits.values(), untouched], held.leases.values())
    const taken = slotLease({ id: reeveId(9) })
    const effects: SlotEffect[] = [
      { kind: 'release', leaseId: lease.id },
      { kind: 'take', lease: taken },
    ]
    expect(ledgerChanges(before, applySlotEffects(before, effects, clock))).toEqual({
      limits: [expect.objectContaining({ id: LIMIT_ID, active_slots: 1 })],
      leases: [taken],
      endedLeaseIds: [lease.id],
    })
  })

  it('is nothing if nothing did', () => {
    expect(ledgerChanges(held, held)).toEqual({ limits: [], leases: [], endedLeaseIds: [] })
    expect(ledgerChanges(EMPTY_LEDGER, ledgerOf([], []))).toEqual({
      limits: [],
      leases: [],
      endedLeaseIds: [],
    })
  })
})
