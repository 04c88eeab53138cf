import type { Instant } from '@reeve/wire'
import type { Lease, Ledger, SlotEffect, SlotLimit } from '../transitions/facts.ts'
import { type GivenBack, type SlotClock, withGivenBack, withTaken } from './limits.ts'

/** A ledger without limits, for runs that touch none. */
export const EMPTY_LEDGER: Ledger = { limits: new Map(), leases: new Map() }

/** The ledger of these rows. */
export const ledgerOf = (limits: Iterable<SlotLimit>, leases: Iterable<Lease>): Ledger => ({
  limits: new Map(Array.from(limits, (limit) => [limit.id, limit])),
  leases: new Map(Array.from(leases, (lease) => [lease.id, lease])),
})

interface OpenLedger {
  readonly limits: Map<string, SlotLimit>
  readonly leases: Map<string, Lease>
}

/**
 * The ledger after the effects of a decision that was made on it. Effects on limits or leases that it does not hold
 * change nothing; those on older tag limits are the caller's to write. [F2-F4]
 */
export function applySlotEffects(ledger: Ledger, effects: readonly SlotEffect[], clock: SlotClock): Ledger {
  if (effects.length === 0) return ledger
  const open = { limits: new Map(ledger.limits), leases: new Map(ledger.leases) }
  for (const effect of effects) apply(open, effect, clock)
  return open
}

function apply(open: OpenLedger, effect: SlotEffect, clock: SlotClock): void {
  switch (effect.kind) {
    case 'take':
      take(open, effect.lease, clock)
      break
    case 'renew':
      renew(open, effect.leaseId, effect.expiration)
      break
    case 'release':
      release(open, effect.leaseId, clock)
      break
    case 'give-back':
      giveBack(open, effect.limitId, { slots: effect.slots }, clock)
      break
    case 'legacy-take':
    case 'legacy-release':
      break
  }
}

function take(open: OpenLedger, lease: Lease, clock: SlotClock): void {
  for (const id of lease.resource_ids) {
    const limit = open.limits.get(id)
    if (limit?.active) open.limits.set(id, withTaken(limit, lease.slots, clock))
  }
  open.leases.set(lease.id, lease)
}

function giveBack(open: OpenLedger, limitId: string, given: GivenBack, clock: SlotClock): void {
  const limit = open.limits.get(limitId)
  if (limit) open.limits.set(limitId, withGivenBack(limit, given, clock))
}

function renew(open: OpenLedger, leaseId: string, expiration: Instant): void {
  const lease = open.leases.get(leaseId)
  if (lease) open.leases.set(leaseId, { ...lease, expiration })
}

function release(open: OpenLedger, leaseId: string, clock: SlotClock): void {
  const lease = open.leases.get(leaseId)
  if (!lease) return
  for (const id of lease.resource_ids) giveBack(open, id, { slots: lease.slots }, clock)
  open.leases.delete(leaseId)
}

/** What has to be written to bring storage from one ledger to a later one. */
export interface LedgerChanges {
  readonly limits: readonly SlotLimit[]
  /** New leases, and those with another expiration. */
  readonly leases: readonly Lease[]
  readonly endedLeaseIds: readonly string[]
}

/** What changed between two ledgers. */
export function ledgerChanges(before: Ledger, after: Ledger): LedgerChanges {
  if (before === after) return { limits: [], leases: [], endedLeaseIds: [] }
  return {
    limits: [...after.limits.values()].filter((limit) => before.limits.get(limit.id) !== limit),
    leases: [...after.leases.values()].filter((lease) => before.leases.get(lease.id) !== lease),
    endedLeaseIds: [...before.leases.keys()].filter((id) => !after.leases.has(id)),
  }
}
