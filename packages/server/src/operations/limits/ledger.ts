import { EMPTY_LEDGER, type Ledger, ledgerChanges, ledgerOf } from '@reeve/core/transitions'
import type { Db } from '@reeve/database'
import { loadLeases, loadLimits } from '@reeve/database/queries/slots/load-ledger'
import { deleteLeases, saveLeases, saveLimitSlots } from '@reeve/database/queries/slots/save-ledger'

/** Which rows of a ledger to load. */
export interface LedgerKeys {
  readonly limitIds: readonly string[]
  readonly leaseIds: readonly string[]
}

/** Loads limits and leases, rows locked: leases first, then limits, each in the order of their ids. */
export async function loadLedger(db: Db, { limitIds, leaseIds }: LedgerKeys): Promise<Ledger> {
  if (limitIds.length === 0 && leaseIds.length === 0) return EMPTY_LEDGER
  const leases = await loadLeases(db, [...new Set(leaseIds)])
  const wanted = new Set([...limitIds, ...leases.flatMap((lease) => lease.resource_ids)])
  return ledgerOf(await loadLimits(db, [...wanted]), leases)
}

/** Writes what decisions changed on a ledger. */
export async function saveLedger(db: Db, before: Ledger, after: Ledger): Promise<void> {
  const { limits, leases, endedLeaseIds } = ledgerChanges(before, after)
  await saveLimitSlots(db, limits)
  await saveLeases(db, leases)
  await deleteLeases(db, endedLeaseIds)
}
